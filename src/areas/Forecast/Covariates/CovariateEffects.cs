using Kirana.Forecast.Models;

namespace Kirana.Forecast.Covariates;

/// <summary>What covariates do to one series on each step to come. Immutable and thread-safe.</summary>
public sealed class CovariateEffects
{
    private readonly double[] _ahead;

    internal CovariateEffects(bool multiplies, double[] ahead) => (Multiplies, _ahead) = (multiplies, ahead);

    /// <summary>Nothing.</summary>
    public static CovariateEffects None { get; } = new(false, []);

    /// <summary>Whether effects are factors; they are summands else.</summary>
    public bool Multiplies { get; }

    /// <summary>The factor or summand of each step; steps beyond are as usual.</summary>
    public ReadOnlySpan<double> Ahead => _ahead;

    /// <summary>Puts the effects onto what would be usual.</summary>
    /// <param name="values">A value for each step to come.</param>
    public void Apply(Span<double> values)
    {
        for (var step = 0; step < Math.Min(values.Length, _ahead.Length); step++)
            values[step] = Magnitude.Finite(Multiplies ? values[step] * _ahead[step] : values[step] + _ahead[step]);
    }
}
