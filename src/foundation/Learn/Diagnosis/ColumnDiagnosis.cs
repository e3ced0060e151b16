using Kirana.Data.Tables;

namespace Kirana.Learn.Diagnosis;

/// <summary>What there is to say about one feature.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="MissingShare">The share of rows without a value, 0 to 1; infinite numbers count as missing.</param>
/// <param name="Distinct">How many different values occur.</param>
/// <param name="Pearson">The correlation with the target over the rows that have both; of two classes, by their indicator, it is the point-biserial
/// correlation. NaN for categories, for more classes, and where it does not exist.</param>
/// <param name="Spearman">The correlation of the ranks, with mean ranks for ties; NaN as above.</param>
/// <param name="VarianceInflation">1 / (1 − R²) of the regression on all other columns of numbers, gaps filled by the mean; infinite where they determine the
/// column. NaN for categories, constants, copies, and where there are not more rows than columns.</param>
/// <param name="Alone">How well the feature alone predicts the target on held-out rows: for classes the area under the ROC curve, one class against the
/// rest and weighted by their shares, for a number R². NaN where there is no target.</param>
public sealed record ColumnDiagnosis(
    string Name, ColumnKind Kind, double MissingShare, int Distinct, double Pearson, double Spearman, double VarianceInflation, double Alone);
