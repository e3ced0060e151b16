namespace Kirana.Learn.Selection;

/// <summary>What became of one feature in a selection.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Importance">How much the feature says, the more the greater, in the unit of the selector: a test statistic, an importance, a share of subsamples.</param>
/// <param name="Verdict">What follows from it.</param>
public sealed record FeatureScore(string Name, double Importance, FeatureVerdict Verdict)
{
    /// <summary>The chance of so great a statistic where the feature says nothing; NaN, the default, of selectors that do not test.</summary>
    public double PValue { get; init; } = double.NaN;

    /// <summary>In how many rounds, or subsamples, the feature was chosen; 0 by default, of selectors without.</summary>
    public int Wins { get; init; }
}
