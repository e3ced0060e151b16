namespace Kirana.Server.Api.Answers;

/// <summary>One quantile of a forecast.</summary>
/// <param name="Level">Its probability.</param>
/// <param name="Values">The units of each step.</param>
internal sealed record QuantileAnswer(double Level, IReadOnlyList<double> Values);
