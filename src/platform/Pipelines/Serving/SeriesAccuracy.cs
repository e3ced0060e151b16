namespace Kirana.Pipelines.Serving;

/// <summary>How well one series was forecast on the held-out end.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="DemandClass"><c>smooth</c>, <c>erratic</c>, <c>intermittent</c> or <c>lumpy</c> (Syntetos, Boylan, Croston 2005).</param>
/// <param name="Units">Units sold in the held-out end.</param>
/// <param name="Mase">Its MASE.</param>
/// <param name="Bias">Errors, forecast less truth, over units; 0 where nothing was sold.</param>
public sealed record SeriesAccuracy(string Item, string Title, string DemandClass, double Units, double Mase, double Bias);
