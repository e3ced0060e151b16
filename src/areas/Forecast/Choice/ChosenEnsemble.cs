using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Ensembles;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Choice;

/// <summary>An ensemble whose weights follow from each series' features.</summary>
internal sealed class ChosenEnsemble : IBatchForecaster
{
    private readonly IForecaster[] _members;
    private readonly WeightGate _gate;

    public ChosenEnsemble(string name, IForecaster[] members, WeightGate gate)
    {
        Name = name;
        _members = members;
        _gate = gate;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The members that earned a weight.</summary>
    public IReadOnlyList<IForecaster> Members => _members;

    /// <inheritdoc/>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context) => FitMany([series], season, context)[0];

    /// <inheritdoc/>
    public IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context)
    {
        foreach (var one in series)
            Fitting.Check(one, season, context);
        var models = Array.ConvertAll(_members, member => Fitting.Many(member, series, season, context));
        var ensembles = new IForecastModel[series.Count];
        for (var i = 0; i < ensembles.Length; i++)
            ensembles[i] = WeightedModel.Of(Name, [.. models.Select((model, m) => State(model[i], _members[m]))],
                _gate.Weights(SeriesFeatures.Of(series[i].Values, season)), [.. models.Select(model => model[i])], series[i].Length);
        return ensembles;
    }

    private static ModelState State(IForecastModel model, IForecaster member) => model is IStatefulModel { States: [var state] }
        ? state
        : throw new ArgumentException($"The candidate '{member.Name}' makes models without a single state; an ensemble cannot store them.");
}
