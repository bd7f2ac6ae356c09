package io.plumtree.simulator.cli;

import io.plumtree.simulator.check.Accounts;
import io.plumtree.simulator.check.Misses;
import io.plumtree.simulator.check.Retention;
import io.plumtree.simulator.check.StoredEverything;
import io.plumtree.simulator.check.Violations;
import io.plumtree.simulator.report.RunReport;
import io.plumtree.simulator.scenario.Scenario;
import io.plumtree.simulator.scenario.ScenarioRun;

/** Runs what options ask for, and reports. */
final class ReportedRun {

    private ReportedRun() {
    }

    static RunReport of(ScenarioOptions options) {
        Scenario scenario = options.scenario();
        ScenarioRun run = new ScenarioRun(scenario);
        Accounts accounts = new Accounts(run.cluster().time());
        run.cluster().listen(accounts);
        Violations violations = new Violations();
        StoredEverything stored = new StoredEverything(scenario, run.cluster());
        run.cluster().listen(stored);
        Misses misses = new Misses(run.cluster(), run.measurements(), accounts,
                new Retention(scenario, scenario.warmUp().toNanos(), stored), violations);
        run.cluster().listen(misses);
        Progress progress = new Progress();
        run.run(progress);
        double seconds = progress.finish();
        misses.conclude();
        return new RunReport(run, misses, violations, options.described(scenario), seconds);
    }
}
