namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>The best that was found for one form of one series.</summary>
/// <param name="Form">The form.</param>
/// <param name="Objective">−2 log-likelihood but for constants; +∞ where the form could not be fitted.</param>
/// <param name="Point">The coordinates; see <see cref="Coordinates"/>.</param>
internal sealed record FittedForm(SmoothingForm Form, double Objective, double[] Point);
