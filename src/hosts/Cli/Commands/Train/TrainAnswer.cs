using Kirana.Cli.Commands.Models;

namespace Kirana.Cli.Commands.Train;

/// <summary>A training.</summary>
/// <param name="Model">The version that was registered.</param>
/// <param name="Promoted">Whether it serves now.</param>
/// <param name="Reason">Why it was chosen and whether it serves, as sentences.</param>
/// <param name="Metrics">Its figures on the held-out period.</param>
/// <param name="Intervals">Their limits of 95 %.</param>
/// <param name="Baselines">The figures of every model compared.</param>
/// <param name="Seconds">Wall seconds.</param>
/// <param name="PeakMb">The largest resident memory.</param>
/// <param name="Report">The report's path, if it could be written.</param>
internal sealed record TrainAnswer(
    ModelAnswer Model, bool Promoted, string Reason, IReadOnlyDictionary<string, double?> Metrics, IReadOnlyDictionary<string, double?[]> Intervals,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Baselines, double Seconds, double PeakMb, string? Report)
{
    /// <summary>Of forecasts: what the shop knows beside the units sold, and whether it helps.</summary>
    public IReadOnlyList<InputAnswer>? Inputs { get; init; }

    /// <summary>Of forecasts: the held-out days of holidays, promotions and the others apart; empty where there were none of the first two.</summary>
    public IReadOnlyList<DaysAnswer>? Apart { get; init; }
}
