package org.llmtutor.promql.ast;

/** How deep a tree is, for {@link DeepStack}. */
public final class Depth {

  private Depth() {}

  /** The levels of the tree; one for a leaf. Needs no stack of its own. */
  public static int of(Expr root) {
    int[] level = {0, 0};
    Tree.walk(root, expr -> level[1] = Math.max(level[1], ++level[0]), expr -> level[0]--);
    return level[1];
  }
}
