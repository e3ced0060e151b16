using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Options;
using Kirana.Recommend.Search;

namespace Kirana.Recommend.Blending;

/// <summary>Learns several sources and adds their scores, each scaled shopper by shopper and weighted.</summary>
/// <remarks>
/// <para>score(j) = Σ_s w_s · z_s(j), where z_s is the score of source s on a <see cref="Scale"/> common to all, 0 for what s does not
/// nominate. Every source nominates its best <see cref="Candidates"/> items; those of the history are scaled along, but shape no scale.
/// So sources whose scores have nothing in common but their direction can be added: probabilities, counts and products of vectors.</para>
/// <para>Weights are options and not fitted: what a source is worth shows on data it has not seen. <see cref="BlendWeights.Learn"/>
/// finds them on a cut.</para>
/// </remarks>
public sealed record Blend : IRecommenderLearner
{
    internal const string ModelKind = "blend";

    /// <inheritdoc/>
    public string Name => ModelKind;

    /// <summary>The sources; at least one of a positive weight.</summary>
    public required IReadOnlyList<BlendSource> Sources { get; init; }

    /// <summary>How scores are made comparable; <see cref="BlendScale.Range"/> by default.</summary>
    public BlendScale Scale { get; init; } = BlendScale.Range;

    /// <summary>The items each source nominates, 10 to 100,000; 300 by default. Among many items a source of factors finds them by an index,
    /// see <see cref="FactorSearch"/>.</summary>
    public int Candidates { get; init; } = 300;

    /// <inheritdoc/>
    public string Options => LearnerOptions.Write(json =>
    {
        Table.Write(json, this);
        json.WriteStartArray("sources");
        foreach (var source in Sources)
        {
            json.WriteStartObject();
            json.WriteString("learner", source.Learner.Name);
            json.WriteNumber("weight", source.Weight);
            json.WritePropertyName("options");
            json.WriteRawValue(source.Learner.Options);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>The options by name, besides the sources.</summary>
    internal static OptionTable<Blend> Table { get; } = new OptionTable<Blend>()
        .Choice("scale", learner => learner.Scale, (learner, value) => learner with { Scale = value })
        .Whole("candidates", learner => learner.Candidates, (learner, value) => learner with { Candidates = value });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        Check();
        context.Cancellation.ThrowIfCancellationRequested();
        var active = Sources.Where(source => source.Weight > 0).ToArray();
        var models = active.Select(source => FactorSearch.Indexed(source.Learner.Fit(interactions, context), interactions, context)).ToArray();
        return new BlendModel(models, Array.ConvertAll(active, source => source.Weight), Scale, Candidates, Options);
    }

    /// <summary>Whether another blend has equal sources in the same order and equal options.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(Blend? other) =>
        other is not null && Scale == other.Scale && Candidates == other.Candidates && Sources.SequenceEqual(other.Sources);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Scale, Candidates, Sources.Count);

    private void Check() => new OptionFaults()
        .Require(Sources.Any(source => source.Weight > 0), Sources.Count, "sources of which one at least has a positive weight", nameof(Sources))
        .Require(Sources.All(source => source.Weight >= 0 && double.IsFinite(source.Weight)),
            string.Join(", ", Sources.Select(source => source.Weight.ToString(CultureInfo.InvariantCulture))), "0 or more and finite", "Weight")
        .Require(Sources.All(source => source.Learner is not Blend), "a blend", "any learner but a blend", "Learner")
        .Require(Enum.IsDefined(Scale), Scale, "a defined scale")
        .Require(Candidates is >= 10 and <= 100_000, Candidates, "10 to 100,000")
        .ThrowIfAny(Name);
}
