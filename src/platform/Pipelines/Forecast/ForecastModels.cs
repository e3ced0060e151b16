using Kirana.Data;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Operate.Registry;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Forecast.Inputs;
using Kirana.Pipelines.Words;

namespace Kirana.Pipelines.Forecast;

/// <summary>The models of one version, which answer without the shop's records. Immutable and thread-safe.</summary>
internal sealed class ForecastModels
{
    private const int NearShown = 5;

    private static readonly double[] DefaultLevels = [0.1, 0.5, 0.9];

    private readonly Dictionary<ForecastScope, BatchModel> _models;
    private readonly Dictionary<ForecastScope, HeldOutScores> _scores;
    private readonly UsedInputs? _inputs;

    private ForecastModels(
        ModelVersion version, ForecastRecipe recipe, Dictionary<ForecastScope, BatchModel> models, Dictionary<ForecastScope, HeldOutScores> scores, UsedInputs? inputs)
    {
        _inputs = inputs;
        Version = version;
        Label = $"{version.Kind} {version.Number}";
        Recipe = recipe;
        _models = models;
        _scores = scores;
    }

    /// <summary>The version that speaks.</summary>
    public ModelVersion Version { get; }

    /// <summary>The version as forecasts name it, such as <c>shop-forecast 2</c>.</summary>
    public string Label { get; }

    /// <summary>What was trained.</summary>
    public ForecastRecipe Recipe { get; }

    /// <summary>Loads a version from the registry.</summary>
    /// <exception cref="DataException">The file is missing, damaged or of another kind.</exception>
    public static ForecastModels Load(IModelRegistry registry, ModelVersion version)
    {
        using var reader = registry.Open(version);
        reader.Expect(ForecastTraining.FileKind, ForecastTraining.FileVersion);
        var models = ForecastScope.All.ToDictionary(scope => scope, scope => BatchModel.Load(reader.Part(scope.Name)));
        // The first layout kept no scores, and older ones none by location.
        var scores = ForecastScope.All.Where(scope => reader.Has($"{HeldOutScores.PartOf(scope)}/horizon"))
            .ToDictionary(scope => scope, scope => HeldOutScores.Load(reader.Part(HeldOutScores.PartOf(scope))));
        // Nor did the second what is used beside the units sold.
        var inputs = reader.Version < 3 ? null : UsedInputs.Load(reader.Part(UsedInputs.Part));
        return new ForecastModels(version, ForecastRecipe.FromJson(reader.Options) ?? new ForecastRecipe(), models, scores, inputs);
    }

    /// <summary>Forecasts one item's demand.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="location">The location's id; all locations together if <see langword="null"/>.</param>
    /// <param name="horizon">Steps ahead; what the model is calibrated for if <see langword="null"/>.</param>
    /// <param name="step">Day or week.</param>
    /// <param name="levels">The quantiles' levels, ascending; 0.1, 0.5 and 0.9 if <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon, the step or a level is out of range; the message says the limits.</exception>
    /// <exception cref="KeyNotFoundException">The model knows no such item or location; the message names the nearest.</exception>
    public SeriesForecast Forecast(string item, string? location, int? horizon, Step step, IReadOnlyList<double>? levels)
    {
        ArgumentNullException.ThrowIfNull(item);
        var model = Of(location is null ? DemandLevel.Item : DemandLevel.ItemLocation, step);
        CheckHorizon(horizon);
        return model.Keys.TryGetIndex(KeyOf(item, location), out var index)
            ? Lifted(model.Forecast(index, horizon ?? model.CalibratedHorizon, levels as double[] ?? levels?.ToArray() ?? DefaultLevels),
                new ForecastScope(location is null ? DemandLevel.Item : DemandLevel.ItemLocation, step))
            : throw Unknown(item, location, step);
    }

    /// <summary>What the forecasts of a scope use beside the units sold.</summary>
    public ForecastInputs InputsOf(ForecastScope scope) => _inputs?.Of(scope) ?? ForecastInputs.None;

    /// <summary>What the forecasts of a level and a step use beside the units sold, in words; empty if nothing.</summary>
    public IReadOnlyList<string> UsesOf(DemandLevel level, Step step) => _inputs?.WordsOf(ScopeOf(level, step)) ?? [];

    /// <summary>What series of sums look like on usual days, as far as that is used: holidays lift them like the items they are made of.</summary>
    /// <param name="series">Their sales.</param>
    /// <param name="scope">The level and the step.</param>
    public IReadOnlyList<TimeSeries> Usual(IReadOnlyList<TimeSeries> series, ForecastScope scope)
    {
        if (_inputs is null || !_inputs.Of(ScopeOf(scope.Level, scope.Step)).HasFlag(ForecastInputs.Holidays))
            return series;
        return [.. series.Select(one => ScopeDemand.WithoutLifts(one, _inputs.Lifts, ForecastInputs.Holidays))];
    }

    /// <summary>Forecasts every series of a batch, one after another.</summary>
    /// <param name="model">The batch.</param>
    /// <param name="scope">Its level and step.</param>
    /// <param name="horizon">Steps ahead; what the model is calibrated for if <see langword="null"/>.</param>
    /// <param name="levels">The quantiles' levels, ascending; 0.1, 0.5 and 0.9 if <see langword="null"/>.</param>
    public IEnumerable<SeriesForecast> All(BatchModel model, ForecastScope scope, int? horizon, IReadOnlyList<double>? levels)
    {
        var asked = levels?.ToArray() ?? DefaultLevels;
        for (var i = 0; i < model.Count; i++)
            yield return Lifted(model.Forecast(i, horizon ?? model.CalibratedHorizon, asked), scope);
    }

    /// <summary>Sums of items use what items use, but no single item's offers and stock-outs.</summary>
    private static ForecastScope ScopeOf(DemandLevel level, Step step) => new(level == DemandLevel.ItemLocation ? level : DemandLevel.Item, step);

    private SeriesForecast Lifted(SeriesForecast usual, ForecastScope scope)
    {
        if (_inputs is null)
            return usual;
        var isSum = scope.Level is not (DemandLevel.Item or DemandLevel.ItemLocation);
        return ScopeDemand.Lifted(usual, _inputs.Lifts, _inputs.Of(ScopeOf(scope.Level, scope.Step)) & (isSum ? ForecastInputs.Holidays : (ForecastInputs)~0));
    }

    /// <summary>The models of a level and a step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is neither day nor week.</exception>
    public BatchModel Of(DemandLevel level, Step step)
    {
        CheckStep(step);
        return _models[new ForecastScope(level, step)];
    }

    /// <summary>How well each series was forecast on the held-out end, or <see langword="null"/> if the version kept no such figures.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is neither day nor week.</exception>
    public HeldOutScores? ScoresOf(DemandLevel level, Step step)
    {
        CheckStep(step);
        return _scores.GetValueOrDefault(new ForecastScope(level, step));
    }

    /// <summary>Refuses steps a shop has not.</summary>
    public static void CheckStep(Step step)
    {
        if (step is not (Step.Day or Step.Week))
            throw new ArgumentOutOfRangeException(nameof(step), step, "A shop's demand is forecast by day or by week.");
    }

    /// <summary>Refuses horizons out of range.</summary>
    public static void CheckHorizon(int? horizon)
    {
        if (horizon is < 1 or > BatchModel.LongestHorizon)
            throw new ArgumentOutOfRangeException(nameof(horizon), horizon, $"A horizon has 1 to {BatchModel.LongestHorizon} steps.");
    }

    private static string KeyOf(string item, string? location) => location is null ? item : $"{item}|{location}";

    private KeyNotFoundException Unknown(string item, string? location, Step step)
    {
        var items = Of(DemandLevel.Item, step).Keys;
        if (location is null || !items.TryGetIndex(item, out _))
            return Unknown("item", item, items.Ids);
        var locations = Of(DemandLevel.ItemLocation, step).Keys.Ids
            .Where(key => key.StartsWith(item + "|", StringComparison.Ordinal)).Select(key => key[(item.Length + 1)..]).ToArray();
        return Unknown($"location with sales of the item '{item}'", location, locations);
    }

    private static KeyNotFoundException Unknown(string what, string wanted, IEnumerable<string> known)
    {
        var near = NearestWords.Several(wanted, known, NearShown);
        return new KeyNotFoundException($"There is no {what} '{wanted}'." + (near.Count == 0 ? "" : $" Near: {string.Join(", ", near.Select(id => $"'{id}'"))}."));
    }
}
