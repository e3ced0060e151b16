using Kirana.Forecast.Models;

namespace Kirana.Forecast.Ensembles;

/// <summary>The weighted mean of the forecasts of elementary models. Immutable and thread-safe.</summary>
public sealed class WeightedModel : IStatefulModel, IPathModel
{
    private readonly ElementaryModel[] _members;
    private readonly double[] _weights;
    private readonly double[] _residuals;

    internal WeightedModel(string kind, IReadOnlyList<ModelState> states, double[] weights, double[]? residuals = null)
    {
        Kind = kind;
        States = states;
        _weights = weights;
        _members = [.. states.Select(state => new ElementaryModel(state))];
        _residuals = residuals ?? [];
        var fallbacks = states.Select(state => state.Fallback).OfType<string>().Distinct(StringComparer.Ordinal);
        Fallback = string.Join(" ", fallbacks) is { Length: > 0 } text ? text : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ModelState> States { get; }

    /// <summary>The members' weights, 0 or more, with sum 1.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <inheritdoc/>
    public string Kind { get; }

    /// <summary>Why members fell back, if one did; <see langword="null"/> otherwise.</summary>
    public string? Fallback { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Residuals => _residuals;

    /// <inheritdoc/>
    public void Predict(Span<double> mean)
    {
        using var scratch = new Scratch(2 * mean.Length);
        var first = scratch.Span[..mean.Length];
        var forecast = scratch.Span[mean.Length..];
        _members[0].Predict(first);
        first.CopyTo(mean);
        for (var i = 1; i < _members.Length; i++)
        {
            // As differences to the first member, so that members that agree are followed to the last digit.
            _members[i].Predict(forecast);
            for (var k = 0; k < mean.Length; k++)
                mean[k] += _weights[i] * (forecast[k] - first[k]);
        }

        foreach (ref var value in mean)
            value = Magnitude.Finite(value);
    }

    /// <inheritdoc/>
    /// <remarks>The standard deviation is the root mean square of the residuals; every member observes the one future.</remarks>
    /// <exception cref="ArgumentException">There is not one innovation for each step.</exception>
    public void Follow(ReadOnlySpan<double> innovations, Span<double> path) => StatePaths.Follow(this, _members, Mean, innovations, path);

    private double Mean(ReadOnlySpan<double> forecasts)
    {
        // As Predict does it, so that without errors the path is the forecast.
        var mean = forecasts[0];
        for (var i = 1; i < forecasts.Length; i++)
            mean += _weights[i] * (forecasts[i] - forecasts[0]);
        return mean;
    }

    /// <summary>Makes a model; where a member has no residual the others speak.</summary>
    internal static WeightedModel Of(string kind, ModelState[] states, double[] weights, IForecastModel[] models, int length)
    {
        var residuals = new double[length];
        for (var t = 0; t < length; t++)
        {
            var (sum, total) = (0.0, 0.0);
            for (var m = 0; m < models.Length; m++)
            {
                var residual = models[m].Residuals[t];
                if (double.IsNaN(residual))
                    continue;
                sum += weights[m] * residual;
                total += weights[m];
            }

            residuals[t] = total > 0 ? Magnitude.Finite(sum / total) : double.NaN;
        }

        return new WeightedModel(kind, states, weights, residuals);
    }
}
