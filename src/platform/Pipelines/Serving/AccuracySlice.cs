namespace Kirana.Pipelines.Serving;

/// <summary>How well a part of the series was forecast on the held-out end.</summary>
/// <param name="Dimension">How the series were parted: <c>all</c> (not at all), <c>demand class</c>, <c>volume</c> (by units sold
/// before: A are the largest series that together make 80 %, B the next to 95 %, C the rest), <c>price</c> and <c>history</c> (thirds),
/// <c>life cycle</c>, <c>category</c>, or <c>location</c> (of which the series are those of items at each).</param>
/// <param name="Name">The part, such as <c>intermittent</c>.</param>
/// <param name="Series">How many series it has.</param>
/// <param name="Units">Units sold in the held-out end.</param>
/// <param name="Mase">The mean of MASE.</param>
/// <param name="Wape">The sum of absolute errors over the sum of units.</param>
/// <param name="Bias">The sum of errors, forecast less truth, over the sum of units.</param>
/// <param name="Coverage">The share of steps inside the 80 % interval.</param>
public sealed record AccuracySlice(string Dimension, string Name, int Series, double Units, double Mase, double Wape, double Bias, double Coverage);
