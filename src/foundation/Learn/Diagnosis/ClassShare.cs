namespace Kirana.Learn.Diagnosis;

/// <summary>How frequent a class is.</summary>
/// <param name="Label">The class.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Share">Its share of the rows with a target, 0 to 1.</param>
/// <param name="BalancedWeight">The weight of its rows at which all classes weigh the same: n / (K · rows).</param>
public sealed record ClassShare(string Label, int Rows, double Share, double BalancedWeight);
