using Kirana.Pipelines.Forecast.Details;

namespace Kirana.Cli.Commands.Evaluate;

/// <summary>How well a part of the series was forecast; null where a figure cannot be had.</summary>
/// <param name="Dimension"><c>demand class</c>, <c>length</c>, <c>volume</c> or <c>life cycle</c>.</param>
/// <param name="Name">The part.</param>
/// <param name="Forecasts">How many forecasts it has.</param>
/// <param name="Mase">The mean of MASE.</param>
/// <param name="Smape">The mean of sMAPE.</param>
/// <param name="Bias">The sum of errors over the sum of |truth|.</param>
/// <param name="Coverage">The share of steps between the outermost quantiles.</param>
internal sealed record SliceAnswer(string Dimension, string Name, int Forecasts, double? Mase, double? Smape, double? Bias, double? Coverage)
{
    /// <summary>The limits of 95 % of the mean MASE.</summary>
    public double?[] MaseLimits { get; init; } = [];

    /// <summary>Describes a slice.</summary>
    /// <param name="slice">The slice.</param>
    public static SliceAnswer Of(ForecastSlice slice) => new(
        slice.Dimension, slice.Name, slice.Forecasts, Figures.Of(slice.Mase.Estimate), Figures.Of(slice.Smape), Figures.Of(slice.Bias), Figures.Of(slice.Coverage))
    {
        MaseLimits = [Figures.Of(slice.Mase.Lower), Figures.Of(slice.Mase.Upper)],
    };
}
