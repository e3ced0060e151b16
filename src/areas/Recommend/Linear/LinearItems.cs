using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Linear;

/// <summary>Learns for every item how much each other item speaks for it, or against it: a linear model of items, solved in closed form.</summary>
/// <remarks>
/// <para>Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019, §2–3: of all matrices B with a zero diagonal, the one
/// with the least ‖X − X·B‖² + Σ_i λ(i)·‖B_i•‖² is B(i, j) = −P(i, j) / P(j, j) for i ≠ j, with P = (XᵀX + diag λ)⁻¹. Here
/// X(u, i) = log₂(1 + weight) / |I(u)|^(γ/2), and λ(i) = <see cref="Regularization"/> · (G(i, i) / mean G)^ν for G = XᵀX: ν above 0
/// holds popular items back as dropout does (Steck, "Autoencoders that don't overfit towards the identity", NeurIPS 2020, §3.2).
/// A score is multiplied by (G(j, j) / mean G)^(−δ), which ranks rarer items higher.</para>
/// <para>Of each row the <see cref="Entries"/> greatest coefficients in absolute value are kept, so that a list costs events ×
/// entries. The fit needs items² · 4 bytes and items³ / 2 multiply-adds, for items with events only.</para>
/// </remarks>
public sealed record LinearItems : IRecommenderLearner
{
    /// <summary>The code of the error that the matrix needs more than <see cref="MostMegabytes"/>.</summary>
    public const string TooManyItems = "too-many-items";

    internal const string ModelKind = "linear-items";

    private const int BytesPerMegabyte = 1 << 20;

    /// <inheritdoc/>
    public string Name => ModelKind;

    /// <summary>λ, positive; 200 by default. Greater means simpler.</summary>
    public double Regularization { get; init; } = 200;

    /// <summary>ν, how much more popular items are held back, 0 to 1; 0 by default: all alike, as in the paper.</summary>
    public double RegularizationExponent { get; init; }

    /// <summary>γ, how much less a user of many items says, 0 to 2; 0 by default, as in the paper.</summary>
    public double ActivityDamping { get; init; }

    /// <summary>δ, how much scores of popular items are damped, 0 to 1; 0 by default, as in the paper.</summary>
    public double PopularityDamping { get; init; }

    /// <summary>The coefficients kept for each item, 1 to 10,000; 500 by default.</summary>
    public int Entries { get; init; } = 500;

    /// <summary>The number of later events after which an event of a history counts half; positive, infinite (age does not matter) by default.</summary>
    public double HistoryHalfLife { get; init; } = double.PositiveInfinity;

    /// <summary>Of a user with more distinct items than this only the latest teach; at least 2, 1,000 by default. Bounds the cost of bulk buyers.</summary>
    public int LongestHistory { get; init; } = 1000;

    /// <summary>The most memory for the matrix in megabytes (2²⁰ bytes), 1 to 8,192; 8,192 by default: 46,340 items or users. A fit that needs
    /// more is refused before it begins.</summary>
    public int MostMegabytes { get; init; } = 8192;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<LinearItems> Table { get; } = new OptionTable<LinearItems>()
        .Number("regularization", learner => learner.Regularization, (learner, value) => learner with { Regularization = value })
        .Number("regularizationExponent", learner => learner.RegularizationExponent, (learner, value) => learner with { RegularizationExponent = value })
        .Number("activityDamping", learner => learner.ActivityDamping, (learner, value) => learner with { ActivityDamping = value })
        .Number("popularityDamping", learner => learner.PopularityDamping, (learner, value) => learner with { PopularityDamping = value })
        .Whole("entries", learner => learner.Entries, (learner, value) => learner with { Entries = value })
        .NumberOrInfinity("historyHalfLife", learner => learner.HistoryHalfLife, (learner, value) => learner with { HistoryHalfLife = value })
        .Whole("longestHistory", learner => learner.LongestHistory, (learner, value) => learner with { LongestHistory = value })
        .Whole("mostMegabytes", learner => learner.MostMegabytes, (learner, value) => learner with { MostMegabytes = value });

    /// <inheritdoc/>
    /// <exception cref="DataException"><see cref="TooManyItems"/>: the matrix needs more than <see cref="MostMegabytes"/>.</exception>
    /// <exception cref="NotConvergedException">Rounding made the matrix indefinite: <see cref="Regularization"/> is too small for the data.</exception>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        Check();
        context.Cancellation.ThrowIfCancellationRequested();
        var users = SparseRows.Merged(interactions.Latest(LongestHistory)).Select(weight => (float)(Elementary.Log(1.0 + weight) / Elementary.Log(2.0)));
        var system = new ItemSystem(users, ActivityDamping);
        var byUsers = system.UserCount < system.Order;
        RequireMemory(byUsers ? system.UserCount : system.Order, byUsers ? "users" : "items");

        var penalties = new float[system.Order];
        for (var i = 0; i < penalties.Length; i++)
            penalties[i] = (float)(Regularization * Powers.Of(system.NormOf(i) / system.MeanNorm, RegularizationExponent));
        IItemInverse inverse = (byUsers ? UserSideInverse.Of(system, penalties, context) : ItemSideInverse.Of(system, penalties, context) as IItemInverse)
            ?? throw new NotConvergedException($"The items' matrix is not positive definite with {nameof(Regularization)} {Regularization}. Give a greater one.", 0, double.NaN);
        return new ItemNeighborsModel(ModelKind, interactions.Items, Coefficients.Of(inverse, system, this, context), HistoryHalfLife, Options);
    }

    private void Check() => new OptionFaults()
        .Require(Regularization > 0 && double.IsFinite(Regularization), Regularization, "positive and finite")
        .Require(RegularizationExponent is >= 0 and <= 1, RegularizationExponent, "0 to 1")
        .Require(ActivityDamping is >= 0 and <= 2, ActivityDamping, "0 to 2")
        .Require(PopularityDamping is >= 0 and <= 1, PopularityDamping, "0 to 1")
        .Require(Entries is >= 1 and <= 10_000, Entries, "1 to 10,000")
        .Require(HistoryHalfLife > 0, HistoryHalfLife, "positive")
        .Require(LongestHistory >= 2, LongestHistory, "at least 2")
        .Require(MostMegabytes is >= 1 and <= 8192, MostMegabytes, "1 to 8,192")
        .ThrowIfAny(Name);

    private void RequireMemory(int rows, string side)
    {
        var megabytes = ((long)rows * rows * sizeof(float) + BytesPerMegabyte - 1) / BytesPerMegabyte;
        if (megabytes > MostMegabytes || rows > SymmetricInverse.MostRows)
            throw new DataException($"A linear model of {rows:N0} {side} needs {megabytes:N0} MB for its matrix; the limit is {MostMegabytes:N0} MB.")
            {
                Code = TooManyItems,
                Hint = "Give a higher limit (mostMegabytes) if there is memory, leave out items of few events, or use another recipe.",
            };
    }
}
