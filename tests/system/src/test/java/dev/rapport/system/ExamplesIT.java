package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.system.example.Examples;
import dev.rapport.system.example.Tour;
import dev.rapport.system.suite.ApiContract;
import dev.rapport.system.suite.ApiContract.Operation;
import dev.rapport.system.suite.RunningSuite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The examples of {@code /openapi} (issue 6) are recorded, not written: a tour through the whole interface, the script of which is
 * {@code example/tour.txt}, has had these answers. {@code -Drapport.contract=write} keeps what it gets this time.
 */
class ExamplesIT {

    private static final Path KEPT = RunningSuite.root().resolve("gateway/src/main/resources/openapi/examples.json");

    private final RunningSuite suite = RunningSuite.shared();

    @Test
    void shouldShowOnlyWhatItsOwnSchemasAllow() {
        ApiContract contract = suite.contract();
        List<String> faults = new ArrayList<>();
        for (Operation operation : contract.operations()) {
            contract.faultsOfExamples(operation)
                    .forEach(fault -> faults.add(operation.method() + " " + operation.template() + ": " + fault));
        }
        assertThat(faults).isEmpty();
    }

    /** About a minute: an alert waits until its store has been quiet for one. */
    @Test
    @Tag("long")
    void shouldStillAnswerAsTheExamplesHaveIt() {
        Examples recorded = Tour.through(suite);
        if (System.getProperty("rapport.contract", "").equals("write")) {
            recorded.write(KEPT);
        }
        assertThat(recorded.shapes())
                .as("with -Drapport.contract=write they are recorded anew")
                .isEqualTo(Examples.in(KEPT).shapes());
    }
}
