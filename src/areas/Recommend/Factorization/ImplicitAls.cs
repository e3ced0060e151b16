using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Factorization;

/// <summary>Learns a vector for each item so that the inner product with a shopper's vector tells what the shopper will like:
/// weighted matrix factorisation of implicit feedback by alternating least squares.</summary>
/// <remarks>
/// <para>Hu, Koren and Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008, equation 3: minimises
/// Σ_{u,i} c(u,i)·(p(u,i) − x_uᵀy_i)² + Σ_u λ_u‖x_u‖² + Σ_i λ_i‖y_i‖² over all pairs, with confidence c = 1 + α·w and preference p = 1
/// where there was feedback of weight w, and c = 1, p = 0 elsewhere. Each half sweep solves equation 4 for every row,
/// x_u = (YᵀY + Yᵀ(C_u − I)Y + λ_u I)⁻¹ YᵀC_u p(u), with YᵀY formed once.</para>
/// <para>We differ in the regularisation: λ_u = λ·(f_u / f̄)^ν, where f_u is the row's summed feedback and f̄ its mean. ν = 0 is the
/// paper's. ν = 1 is the weighted regularisation of Zhou, Wilkinson, Schreiber and Pan, "Large-scale parallel collaborative
/// filtering for the Netflix Prize", AAIM 2008, §3.1: popular items and busy users are held back more, so the long tail comes to
/// the front. Rendle, Krichene, Zhang and Koren, "Revisiting the performance of iALS on item recommendation benchmarks",
/// RecSys 2022, found it decisive. Dividing by the mean keeps λ's size independent of ν and α.</para>
/// <para>Vectors are float. Rows are solved in fixed blocks, each by itself, so the model has the same bytes at any thread count.
/// Users' vectors are not kept: a shopper is folded in from the history, see <see cref="ImplicitFactorModel.FoldIn"/>.</para>
/// </remarks>
public sealed record ImplicitAls : IRecommenderLearner
{
    /// <inheritdoc/>
    public string Name => ImplicitFactorModel.ModelKind;

    /// <summary>k, the length of a vector, 1 to 1,024; 64 by default.</summary>
    public int Factors { get; init; } = 64;

    /// <summary>λ, the penalty on the vector of a row with mean feedback; positive, 100 by default.</summary>
    public double Regularization { get; init; } = 100;

    /// <summary>ν, how the penalty grows with a row's feedback, 0 to 1; 0.5 by default.</summary>
    public double RegularizationExponent { get; init; } = 0.5;

    /// <summary>α, how much confidence one unit of weight adds; positive, 40 by default.</summary>
    public double Alpha { get; init; } = 40;

    /// <summary>The number of sweeps over users and items, 1 to 1,000; 15 by default.</summary>
    public int Sweeps { get; init; } = 15;

    /// <summary>How rows are solved; conjugate gradients by default.</summary>
    public AlsSolver Solver { get; init; } = AlsSolver.ConjugateGradient;

    /// <summary>The most steps of conjugate gradients for each row and half sweep, 1 to 100; 2 by default.</summary>
    /// <remarks>On a cut of Gowalla's training file one step is too few (Recall@20 0.152 against 0.156 with 64 factors, 0.190 against 0.195 with
    /// 256) and a third gains less than a standard error.</remarks>
    public int ConjugateGradientSteps { get; init; } = 2;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    internal static OptionTable<ImplicitAls> Table { get; } = new OptionTable<ImplicitAls>()
        .Integer("factors", own => own.Factors, (own, value) => own with { Factors = value })
        .Number("regularization", own => own.Regularization, (own, value) => own with { Regularization = value })
        .Number("regularizationExponent", own => own.RegularizationExponent, (own, value) => own with { RegularizationExponent = value })
        .Number("alpha", own => own.Alpha, (own, value) => own with { Alpha = value })
        .Integer("sweeps", own => own.Sweeps, (own, value) => own with { Sweeps = value })
        .Choice("solver", own => own.Solver, (own, value) => own with { Solver = value })
        .Integer("conjugateGradientSteps", own => own.ConjugateGradientSteps, (own, value) => own with { ConjugateGradientSteps = value });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        new OptionFaults()
            .Require(Factors is >= 1 and <= 1024, Factors, "1 to 1,024")
            .Require(Regularization > 0 && double.IsFinite(Regularization), Regularization, "positive and finite")
            .Require(RegularizationExponent is >= 0 and <= 1, RegularizationExponent, "0 to 1")
            .Require(Alpha > 0 && double.IsFinite(Alpha), Alpha, "positive and finite")
            .Require(Sweeps is >= 1 and <= 1000, Sweeps, "1 to 1,000")
            .Require(Enum.IsDefined(Solver), Solver, "a defined solver")
            .Require(ConjugateGradientSteps is >= 1 and <= 100, ConjugateGradientSteps, "1 to 100")
            .ThrowIfAny(Name);
        context.Cancellation.ThrowIfCancellationRequested();

        var users = SparseRows.Merged(interactions).Select(weight => (float)(Alpha * weight));
        var sweeps = new AlternatingSweeps(users, this, context);
        var objectives = new double[Sweeps];
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            objectives[sweep] = sweeps.Run();
            context.Progress?.Report(new FitProgress("sweep", sweep + 1, Sweeps));
        }

        return new ImplicitFactorModel(interactions.Items, sweeps.ItemFactors, sweeps.UserPenalty, Alpha, Factors, objectives, Options);
    }
}
