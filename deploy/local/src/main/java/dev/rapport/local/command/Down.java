package dev.rapport.local.command;

import dev.rapport.local.suite.PartState;
import dev.rapport.local.suite.Suite;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "down", description = "Stop everything; the data is kept.")
final class Down implements Callable<Integer> {

    private final Surroundings here;

    Down(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        Suite suite = here.suite();
        if (suite.states().stream().allMatch(state -> state.condition() == PartState.Condition.STOPPED)) {
            here.out().println("Nothing is running.");
            return 0;
        }
        suite.stop(sentence -> here.out().println(sentence));
        return 0;
    }
}
