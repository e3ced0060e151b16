using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;

namespace Kirana.Learn.Components;

/// <summary>The first terms of the singular value decomposition X ≈ U·Σ·Vᵀ: like principal components, but of features as they are, not centred. Needs no target.</summary>
/// <remarks>
/// Eckart and Young (1936): the best approximation of X by a matrix of rank k. By eigenvectors of XᵀX, or of XXᵀ where there are fewer rows than features; singular values below 10⁻⁸ of the greatest are rounding. Each vector's greatest number is positive. Features
/// are numbers without gaps. Cost: O(n·p·min(n, p)) and O(min(n, p)³). Immutable and thread-safe; the same bytes at any number of threads.
/// </remarks>
public sealed record TruncatedSvd : IEstimator<ComponentModel>
{
    /// <summary>k, the number of components, at least 1; 2 by default, as in scikit-learn. Fewer where there are not so many features or rows.</summary>
    public int Components { get; init; } = 2;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature is no number; <c>missing-value</c>: a feature is missing or infinite; <c>constant</c>: every feature is 0.</exception>
    public ComponentModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        ComponentFit.Check(nameof(TruncatedSvd), Components, null);
        var x = DesignMatrix.Of(data);
        return ComponentFit.Of(x, new double[x.Features], [.. Enumerable.Repeat(1.0, x.Features)], Components, null, isCentred: false, context);
    }
}
