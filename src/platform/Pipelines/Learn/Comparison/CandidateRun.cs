using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>What is known of one candidate while a comparison goes on. Each cell is written by one unit of work.</summary>
internal sealed class CandidateRun
{
    public CandidateRun(PlannedCandidate planned, int outerFolds, int innerFolds)
    {
        (Planned, Default, Tuned) = (planned, new FoldFit?[outerFolds], new FoldFit?[outerFolds]);
        Inner = new double[outerFolds, Math.Max(1, innerFolds), planned.Settings.Count];
        for (var f = 0; f < Inner.GetLength(0); f++)
            for (var j = 0; j < Inner.GetLength(1); j++)
                for (var s = 0; s < planned.Settings.Count; s++)
                    Inner[f, j, s] = double.NaN;
    }

    public PlannedCandidate Planned { get; }

    /// <summary>The fits of the default setting by outer fold.</summary>
    public FoldFit?[] Default { get; }

    /// <summary>The fits of the setting chosen inside each outer fold.</summary>
    public FoldFit?[] Tuned { get; }

    /// <summary>Scores by outer fold, inner fold and setting; NaN where none is known.</summary>
    public double[,,] Inner { get; }

    /// <summary>Why it fell out; <see langword="null"/> if it did not.</summary>
    public string? Fault => Default.Concat(Tuned).FirstOrDefault(fit => fit?.Fault is not null)?.Fault;

    /// <summary>Whether every fold has a fit of the default.</summary>
    public bool IsWhole => Array.TrueForAll(Default, fit => fit?.Predictions is not null);

    /// <summary>Whether every fold has a tuned fit too.</summary>
    public bool IsTuned => Array.TrueForAll(Tuned, fit => fit?.Predictions is not null);

    /// <summary>The setting that did best in the inner folds of one outer fold; the default where none is known for all of them.</summary>
    public int ChosenIn(int fold) => Best(setting => Mean(setting, [fold]));

    /// <summary>The setting that did best in all inner folds.</summary>
    public int Chosen => Best(setting => Mean(setting, [.. Enumerable.Range(0, Inner.GetLength(0))]));

    private double Mean(int setting, int[] folds) => folds.SelectMany(fold => Enumerable.Range(0, Inner.GetLength(1)).Select(inner => Inner[fold, inner, setting])).Average();

    private int Best(Func<int, double> score)
    {
        var (best, most) = (0, score(0));
        for (var setting = 1; setting < Planned.Settings.Count; setting++)
            if (score(setting) is var own && !double.IsNaN(own) && (double.IsNaN(most) || own > most))
                (best, most) = (setting, own);
        return best;
    }
}
