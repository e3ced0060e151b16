using System.Text.Json;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Choice;
using Kirana.Forecast.Demand;
using Kirana.Forecast.Ensembles;
using Kirana.Forecast.Intervals;
using Kirana.Forecast.Retirement;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Forecast.Inputs;

namespace Kirana.Pipelines.Forecast;

/// <summary>How a shop's demand is forecast: the options that a model version keeps and a later training can repeat.</summary>
public sealed record ForecastRecipe
{
    // A tenth of a second each.
    private const int FewSums = 100;

    /// <summary>The forecaster, one of <see cref="Forecasters.Names"/>; the median ensemble by default.</summary>
    public string Model { get; init; } = "median";

    /// <summary>The days for which intervals are calibrated and which the evaluation holds out; 28 by default.</summary>
    public int Days { get; init; } = 28;

    /// <summary>The weeks, likewise; 8 by default.</summary>
    public int Weeks { get; init; } = 8;

    /// <summary>Days without a sale after which an item counts as retired and zero is forecast; 91 by default.</summary>
    public int QuietDays { get; init; } = 91;

    /// <summary>The recipe as a JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ForecastJson.Default.ForecastRecipe);

    /// <summary>Reads a recipe; <see langword="null"/> if the text is none.</summary>
    /// <param name="json">The text.</param>
    public static ForecastRecipe? FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ForecastJson.Default.ForecastRecipe);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The recipe for sums over items: few as they are, they are worth the full choice of models, by which the total of the sample shop has a MASE of
    /// 1.58 instead of 1.98.</summary>
    internal ForecastRecipe ForSums(int count) => count <= FewSums ? this with { Model = "auto" } : this;

    /// <summary>Steps held out and calibrated at a step.</summary>
    internal int HorizonOf(Step step) => step == Step.Week ? Weeks : Days;

    /// <summary>The season at a step: 7 days; 52 weeks where two years of them exist, else none.</summary>
    internal static int SeasonOf(Step step, int longest) => step == Step.Week ? longest >= 104 ? 52 : 1 : 7;

    /// <summary>The batch that learns series of a level and a step.</summary>
    /// <param name="level">The level.</param>
    /// <param name="step">Day or week.</param>
    /// <param name="series">The series.</param>
    /// <param name="used">What is used beside the units sold; of it the repair of outliers is the learner's.</param>
    internal ForecastBatch Batch(DemandLevel level, Step step, IReadOnlyList<TimeSeries> series, ForecastInputs used = ForecastInputs.None)
    {
        var season = SeasonOf(step, series.Count == 0 ? 0 : series.Max(one => one.Length));
        var quiet = step == Step.Week ? Math.Max(1, QuietDays / 7) : QuietDays;
        return new ForecastBatch
        {
            Learner = Guarded(Forecasters.Create(Model, season), series, season, quiet, used.HasFlag(ForecastInputs.Outliers) ? RepairOf(step) : null),
            Season = season,
            Horizon = HorizonOf(step),
            // Sparse series of single locations lean on their pool; more windows of their own would only cost time.
            Intervals = new ConformalIntervals { Windows = level == DemandLevel.ItemLocation ? 4 : 8 },
            NonNegative = true,
        };
    }

    /// <summary>How outliers of series at a step are repaired.</summary>
    internal static OutlierRepair RepairOf(Step step) => new() { Season = step == Step.Day ? 7 : 1 };

    private static IForecaster Guarded(IForecaster learner, IReadOnlyList<TimeSeries> series, int season, int quiet, OutlierRepair? repair) => learner switch
    {
        MedianEnsemble ensemble => ensemble with { Members = [.. ensemble.Members.Select(member => Guarded(member, series, season, quiet, repair))] },
        AutoEnsemble auto => auto with
        {
            // A shop adds forecasts up, which medians cannot be.
            Loss = PointLoss.Squared,
            Candidates = [.. auto.CandidatesFor(series, season).Select(candidate => candidate with { Learner = Guarded(candidate.Learner, series, season, quiet, repair) })],
        },
        _ => new QuietEnd { Learner = repair is null ? learner : new WithoutOutliers { Learner = learner, Repair = repair }, Steps = quiet },
    };
}
