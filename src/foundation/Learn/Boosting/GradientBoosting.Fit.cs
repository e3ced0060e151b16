using Kirana.Data.Fitting;

namespace Kirana.Learn.Boosting;

public sealed partial record GradientBoosting
{
    internal BoostedTrees Fit(LabelledRows rows, FitContext context, LabelledRows? validation = null, BoostedTrees? start = null)
    {
        using var run = new BoostingRun(this, rows, validation, context, start);
        return run.Fit();
    }
}
