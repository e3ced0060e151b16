namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>Weights a search begins with.</summary>
/// <param name="Alpha">α.</param>
/// <param name="U">Where β lies between its bounds.</param>
/// <param name="V">Where γ lies between its bounds.</param>
/// <param name="Phi">φ.</param>
/// <param name="Sloped">Whether the first slope is read off the series; else it begins with 0.</param>
internal readonly record struct StartingWeights(double Alpha, double U, double V, double Phi, bool Sloped)
{
    /// <summary>Five points far from each other: states that hardly move, that follow, that jump, slopes that turn early or late. With
    /// the slope at rest a forecast of a series above zero always is above zero, so that every form can begin somewhere.</summary>
    public static StartingWeights[] All { get; } =
    [
        new(0.1, 0.1, 0.05, 0.97, Sloped: true),
        new(0.5, 0.1, 0.2, 0.9, Sloped: true),
        new(0.3, 0.5, 0.1, 0.9, Sloped: false),
        new(0.9, 0, 0.05, 0.85, Sloped: false),
        new(0.1, 0.7, 0.3, 0.85, Sloped: false),
    ];
}
