using Kirana.Forecast.Models;

namespace Kirana.Forecast.Ensembles;

/// <summary>The median of the forecasts of elementary models. Immutable and thread-safe.</summary>
public sealed class MedianModel : IStatefulModel, IPathModel
{
    private readonly ElementaryModel[] _members;
    private readonly double[] _residuals;

    internal MedianModel(IReadOnlyList<ModelState> states, double[]? residuals = null)
    {
        States = states;
        _members = [.. states.Select(state => new ElementaryModel(state))];
        _residuals = residuals ?? [];
        var fallbacks = states.Select(state => state.Fallback).OfType<string>().Distinct(StringComparer.Ordinal);
        Fallback = string.Join(" ", fallbacks) is { Length: > 0 } text ? text : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ModelState> States { get; }

    /// <inheritdoc/>
    public string Kind => MedianEnsemble.Median;

    /// <summary>Why members fell back, if one did; <see langword="null"/> otherwise.</summary>
    public string? Fallback { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Residuals => _residuals;

    /// <inheritdoc/>
    public void Predict(Span<double> mean)
    {
        using var scratch = new Scratch(_members.Length * mean.Length);
        var forecasts = scratch.Span;
        for (var i = 0; i < _members.Length; i++)
            _members[i].Predict(forecasts.Slice(i * mean.Length, mean.Length));
        Span<double> step = stackalloc double[_members.Length];
        for (var k = 0; k < mean.Length; k++)
        {
            for (var i = 0; i < step.Length; i++)
                step[i] = forecasts[i * mean.Length + k];
            mean[k] = Median(step);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The standard deviation is the root mean square of the residuals; every member observes the one future.</remarks>
    /// <exception cref="ArgumentException">There is not one innovation for each step.</exception>
    public void Follow(ReadOnlySpan<double> innovations, Span<double> path) =>
        StatePaths.Follow(this, _members, forecasts => Median(forecasts.ToArray()), innovations, path);

    /// <summary>The median; between two middle values their mean. NaN if there is none. Sorts in place.</summary>
    internal static double Median(Span<double> values)
    {
        if (values.Length == 0)
            return double.NaN;
        values.Sort();
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : 0.5 * values[middle - 1] + 0.5 * values[middle];
    }
}
