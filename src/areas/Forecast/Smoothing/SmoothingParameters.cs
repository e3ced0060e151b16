using Kirana.Forecast.Models;

namespace Kirana.Forecast.Smoothing;

/// <summary>Everything that fixes a form of exponential smoothing: the weights and the states before the first observation.</summary>
/// <remarks>In units of the series, but factors of a multiplicative season, which have none. What a form does not have is 0 (φ: 1, the
/// season: empty).</remarks>
public sealed record SmoothingParameters
{
    /// <summary>The form.</summary>
    public required SmoothingForm Form { get; init; }

    /// <summary>α, by how much of an error the level moves; 0 to 1.</summary>
    public required double Alpha { get; init; }

    /// <summary>β, by how much of an error the slope moves; 0 to α.</summary>
    public double Beta { get; init; }

    /// <summary>γ, by how much of an error the season moves; 0 to 1 − α.</summary>
    public double Gamma { get; init; }

    /// <summary>φ, what is left of the slope after a step; 1 where it is not damped.</summary>
    public double Phi { get; init; } = 1;

    /// <summary>The level before the first observation.</summary>
    public required double Level { get; init; }

    /// <summary>The slope before the first observation.</summary>
    public double Slope { get; init; }

    /// <summary>The seasonal states, that of the first observation first.</summary>
    public double[] Seasonal { get; init; } = [];

    /// <summary>The weights and last states of a model's state.</summary>
    internal static SmoothingParameters Of(ModelState state)
    {
        var smoothing = state.Smoothing ?? throw new ArgumentException($"A state of kind '{state.Kind}' has no form.", nameof(state));
        return new SmoothingParameters
        {
            Form = smoothing.Form, Alpha = state.Alpha, Beta = smoothing.Beta, Gamma = smoothing.Gamma, Phi = smoothing.Phi,
            Level = state.Level, Slope = state.Drift, Seasonal = state.Seasonal,
        };
    }

    /// <summary>The same in units of which one is a number of the present ones.</summary>
    internal SmoothingParameters In(double unit) => this with
    {
        Level = Magnitude.Finite(Level / unit),
        Slope = Magnitude.Finite(Slope / unit),
        Seasonal = Form.Season == SeasonKind.Multiplicative ? Seasonal : Array.ConvertAll(Seasonal, value => Magnitude.Finite(value / unit)),
    };

    /// <exception cref="ArgumentException">A number is out of its range; every fault is named.</exception>
    internal void Check(int season)
    {
        var faults = new List<string>();
        if (!Form.IsAdmissible)
            faults.Add($"{Form} is not admissible; a multiplicative season needs a multiplicative error.");
        if (!(Alpha is >= 0 and <= 1))
            faults.Add($"Alpha is {Alpha}; it must lie between 0 and 1.");
        if (!(Beta >= 0 && Beta <= Alpha))
            faults.Add($"Beta is {Beta}; it must lie between 0 and alpha.");
        if (!(Gamma >= 0 && Gamma <= 1 - Alpha))
            faults.Add($"Gamma is {Gamma}; it must lie between 0 and 1 − alpha.");
        if (!(Phi is > 0 and <= 1))
            faults.Add($"Phi is {Phi}; it must be above 0 and at most 1.");
        if (!double.IsFinite(Level) || !double.IsFinite(Slope) || !Seasonal.All(double.IsFinite))
            faults.Add("Level, slope and seasonal states must be finite.");
        if (Form.Season == SeasonKind.None ? Seasonal.Length != 0 : Seasonal.Length != season || season == 1)
            faults.Add($"There are {Seasonal.Length} seasonal states; {Form} with a season of {season} has {(Form.Season == SeasonKind.None ? 0 : season)}.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }
}
