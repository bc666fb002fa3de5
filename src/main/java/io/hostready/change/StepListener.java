package io.hostready.change;

/** Receives the progress of a fix or an undo, for display. */
public interface StepListener {

  /** A listener that ignores everything. */
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

  /** The step failed; the reason is reported separately. */
  void failed();

  /** A line of output from a program of the step, or what the step waits for. */
  void output(String line);
}
