using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Forecast.Details;

/// <summary>How well a part of the series was forecast.</summary>
/// <param name="Dimension">How the series were parted: <c>demand class</c> (Syntetos, Boylan, Croston 2005), <c>length</c> (thirds by
/// the steps known before the forecast), <c>volume</c> (A: of the largest series that make 80 %; B: of the next, to 95 %; C), or
/// <c>life cycle</c> (new, growing, mature, declining, ended).</param>
/// <param name="Name">The part, such as <c>intermittent</c> or <c>up to 60 steps</c>.</param>
/// <param name="Forecasts">How many forecasts it has.</param>
/// <param name="Mase">The mean of MASE where it is finite, with the limits of 95 %; NaN without any.</param>
/// <param name="Smape">The mean of sMAPE; NaN without any.</param>
/// <param name="Bias">The sum of errors, forecast less truth, over the sum of |truth|; NaN where that is 0.</param>
/// <param name="Coverage">The mean share of steps between the outermost quantiles; NaN without intervals.</param>
public sealed record ForecastSlice(string Dimension, string Name, int Forecasts, Interval Mase, double Smape, double Bias, double Coverage);
