namespace Kirana.Learn.Selection;

/// <summary>A test statistic with its chance.</summary>
/// <param name="Statistic">The statistic, the greater the more the feature says; NaN where it does not exist.</param>
/// <param name="PValue">The chance of so great a one where the feature says nothing; NaN where it does not exist.</param>
public readonly record struct FeatureTest(double Statistic, double PValue);
