package org.llmtutor.service.alerting;

/** Tells one receiver. Used by one thread. */
interface Channel {

  /** Its name in the configuration, in logs and in metrics. */
  String name();

  /**
   * Sends {@code notification}, once, within {@code alerting.delivery.callTimeout}.
   *
   * @throws DeliveryException when it did not arrive, or perhaps did not
   * @throws InterruptedException when the service stops
   */
  void send(Notification notification) throws DeliveryException, InterruptedException;
}
