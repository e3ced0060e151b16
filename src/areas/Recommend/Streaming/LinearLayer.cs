using Kirana.Recommend.Options;

namespace Kirana.Recommend.Streaming;

/// <summary>How a few weights over a trained order are learnt request by request until the next training.</summary>
/// <remarks>
/// <para>A request has candidates with scores z, standardised within the list, and few features x. What is taken is drawn by the conditional logit
/// pᵢ(w) = exp(zᵢ + wᵀxᵢ) / Σⱼ exp(zⱼ + wᵀxⱼ) (McFadden, "Conditional logit analysis of qualitative choice behavior", 1974, §II), whose loss
/// is the list-wise loss of ListNet's top one (Cao, Qin, Liu, Tsai and Li, ICML 2007, §4.1). At w = 0, where the trained score stands alone, with p = p(0) and the mean
/// x̄ = Σ pᵢxᵢ, k things taken have the gradient g = Σ (xₜ − x̄) and the Fisher information H = k Σ pᵢ(xᵢ − x̄)(xᵢ − x̄)ᵀ = k/2 Σᵢⱼ pᵢpⱼ(xᵢ − xⱼ)(xᵢ − xⱼ)ᵀ,
/// so one step of Fisher scoring from a Gaussian prior around "the trained score alone" is</para>
/// <para>w = (λI + ΣH)⁻¹ Σg,</para>
/// <para>the Bayesian linear regression, with weights kpᵢ, of the working response yᵢ/(kpᵢ) − 1 on features centred within their list (Green, "Iteratively reweighted
/// least squares", JRSS B 46, 1984, §2.1). It needs sums alone.</para>
/// <para>A basket is no k independent draws: its g and H are divided by √k. Each request teaches twice, by all its candidates and by those new to the shopper, since
/// shops show lists of both kinds.</para>
/// </remarks>
public sealed record LinearLayer
{
    /// <summary>λ, positive; 100 by default. So many draws from lists whose features vary by 1 weigh as much as the prior.</summary>
    public double PriorStrength { get; init; } = 100;

    /// <summary>After which time a request teaches half as much, longer than zero; 30 days by default.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The best items of a request that are put in order anew, besides those of the history, 10 to 1,000; 100 by default.</summary>
    public int Candidates { get; init; } = 100;

    /// <summary>How many purchases as expected an item is taken to have had before its first, positive; 3 by default.</summary>
    public double OutcomePrior { get; init; } = 3;

    /// <summary>Of how many things taken a request speaks at most of how items went, positive; 20 by default, so that no wholesale order makes a fashion.</summary>
    public double MostTaken { get; init; } = 20;

    /// <summary>The requests remembered, so that they can be taken out again, 1 to 1,000,000; 20,000 by default. One more takes the oldest out.</summary>
    public int MostRequests { get; init; } = 20_000;

    internal void Check() => new OptionFaults()
        .Require(PriorStrength > 0 && double.IsFinite(PriorStrength), PriorStrength, "above 0")
        .Require(HalfLife > TimeSpan.Zero, HalfLife, "longer than 0")
        .Require(Candidates is >= 10 and <= 1000, Candidates, "10 to 1,000")
        .Require(OutcomePrior > 0 && double.IsFinite(OutcomePrior), OutcomePrior, "above 0")
        .Require(MostTaken > 0, MostTaken, "above 0")
        .Require(MostRequests is >= 1 and <= 1_000_000, MostRequests, "1 to 1,000,000")
        .ThrowIfAny("linear-layer");
}
