package io.hostready.change;

/** Receives how far a fix or an undo has come, for people. */
public interface StepListener {

  /** One that does not care. */
  StepListener NONE =
      new StepListener() {
        @Override
        public void started(String step) {}

        @Override
        public void ended() {}

        @Override
        public void failed() {}

        @Override
        public void output(String line) {}
      };

  /** A step starts; steps do not overlap. */
  void started(String step);

  /** The step is done. */
  void ended();

  /** The step failed; the reason is told elsewhere. */
  void failed();

  /** A line that a program of the step wrote, or what the step waits for. */
  void output(String line);
}
