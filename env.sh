token=
