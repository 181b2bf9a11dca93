// Asks again and again: at ease while all is well, with growing pauses while nobody answers, and not at all
// while nobody looks.

import {Unreachable} from './api.js';

const EVERY_MILLIS = 15000;
const FIRST_PAUSE_MILLIS = 1000;

export class Poller {
  #work;
  #failed;
  #timer;
  #failures = 0;
  #running = false;
  #again = false;
  #stopped = true;

  /** {@code work} is asynchronous; {@code failed(error, millis)} is told of failures and the pause that follows. */
  constructor(work, failed) {
    this.#work = work;
    this.#failed = failed;
    document.addEventListener('visibilitychange', () => this.#looked());
  }

  /** Begins at once. */
  start() {
    this.#stopped = false;
    this.#failures = 0;
    this.now();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Asks now, or right after what is being asked. */
  async now() {
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    let pause = EVERY_MILLIS;
    try {
      await this.#work();
      this.#failures = 0;
    } catch (error) {
      if (error instanceof Unreachable) {
        pause = Math.min(EVERY_MILLIS, FIRST_PAUSE_MILLIS * 2 ** this.#failures++);
      }
      this.#failed(error, pause);
    }
    this.#running = false;
    this.#later(this.#again ? 0 : pause);
    this.#again = false;
  }

  #later(pause) {
    if (!this.#stopped && !document.hidden) {
      this.#timer = setTimeout(() => this.now(), pause);
    }
  }

  #looked() {
    if (document.hidden) {
      clearTimeout(this.#timer);
    } else if (!this.#stopped) {
      this.now();
    }
  }
}
