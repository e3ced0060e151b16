using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;

namespace Kirana.Learn.Components;

/// <summary>Principal components: the few directions along which the rows differ most. Needs no target.</summary>
/// <remarks>
/// Pearson (1901), Hotelling (1933): eigenvectors of the covariance XᵀWX/(W − 1) of centred features, by the p × p matrix, or by the n × n one of the rows where they are fewer. Each vector's greatest number is positive. Weights of rows count as repetitions.
/// Features are numbers without gaps; of different units they should be standardised. Cost: O(n·p·min(n, p)) and O(min(n, p)³). Immutable and thread-safe; the same bytes at any number of threads.
/// </remarks>
public sealed record PrincipalComponents : IEstimator<ComponentModel>
{
    /// <summary>The number of components, at least 1; <see langword="null"/>, the default, for as many as there are: features, or rows − 1 where those are fewer.</summary>
    public int? Components { get; init; }

    /// <summary>As many components as explain this share of the variance, above 0 up to 1; <see langword="null"/> by default. At most one of both is given.</summary>
    public double? Share { get; init; }

    /// <summary>Whether features are divided by their deviation, so that units do not matter; by default they are not.</summary>
    public bool Standardises { get; init; }

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature is no number; <c>missing-value</c>: a feature is missing or infinite; <c>constant</c>: no feature varies.</exception>
    public ComponentModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        ComponentFit.Check(nameof(PrincipalComponents), Components, Share);
        var x = DesignMatrix.Of(data);
        var deviations = Standardises ? x.Deviations(x.Means) : [];
        return ComponentFit.Of(x, x.Means, [.. Enumerable.Range(0, x.Features).Select(f => !Standardises ? 1 : deviations[f] > 0 ? 1 / deviations[f] : 0)], Components, Share, isCentred: true, context);
    }
}
