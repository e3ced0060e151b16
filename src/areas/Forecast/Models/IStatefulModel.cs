namespace Kirana.Forecast.Models;

/// <summary>A model that is fully described by the states of its elementary members and forecasts their median.</summary>
public interface IStatefulModel : IForecastModel
{
    /// <summary>The members' states, at least one.</summary>
    IReadOnlyList<ModelState> States { get; }
}
