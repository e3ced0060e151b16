using Kirana.Forecast.Smoothing;

namespace Kirana.Forecast.Models;

/// <summary>What a model of the exponential smoothing family keeps beside level, slope (drift), α and season.</summary>
/// <param name="Form">The form.</param>
/// <param name="Beta">β; 0 without a slope.</param>
/// <param name="Gamma">γ; 0 without a season.</param>
/// <param name="Phi">φ; 1 where the slope is not damped.</param>
/// <param name="Sigma">The standard deviation of ε: in units of the series, or relative where errors are multiplicative.</param>
public sealed record SmoothingState(SmoothingForm Form, double Beta, double Gamma, double Phi, double Sigma);
