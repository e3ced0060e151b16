namespace Kirana.Pipelines.Serving;

/// <summary>What the linear layer over the trained order has learnt.</summary>
/// <param name="Requests">The requests that it knows and that still count.</param>
/// <param name="Skipped">Events it did not learn from since the start, because more came than the budget allows or they came late.</param>
/// <param name="Newest">The moment of the newest of the requests; <see langword="null"/> before the first.</param>
/// <param name="Weights">What each feature adds, beside the trained score's weight of 1; all 0 before the first request.</param>
public sealed record LayerFigures(int Requests, long Skipped, DateTimeOffset? Newest, IReadOnlyList<KeyValuePair<string, double>> Weights);
