using System.Text.Json;
using Kirana.Data;
using Kirana.Recommend.Baskets;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Content;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Graphs;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Options;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Sessions;

namespace Kirana.Recommend;

/// <summary>Makes learners of every kind this program knows from their options.</summary>
public static class RecommenderLearners
{
    private static readonly OptionTable<ImplicitAls> s_factors = new OptionTable<ImplicitAls>()
        .Whole("factors", learner => learner.Factors, (learner, value) => learner with { Factors = value })
        .Number("regularization", learner => learner.Regularization, (learner, value) => learner with { Regularization = value })
        .Number("regularizationExponent", learner => learner.RegularizationExponent, (learner, value) => learner with { RegularizationExponent = value })
        .Number("alpha", learner => learner.Alpha, (learner, value) => learner with { Alpha = value })
        .Whole("sweeps", learner => learner.Sweeps, (learner, value) => learner with { Sweeps = value })
        .Choice("solver", learner => learner.Solver, (learner, value) => learner with { Solver = value })
        .Whole("conjugateGradientSteps", learner => learner.ConjugateGradientSteps, (learner, value) => learner with { ConjugateGradientSteps = value });

    /// <summary>Makes the learner again whose name and options a model kept.</summary>
    /// <param name="name">The learner's name.</param>
    /// <param name="options">Its options as JSON; what is absent keeps its default.</param>
    /// <returns><see langword="null"/> if this program does not know the learner.</returns>
    /// <exception cref="DataException"><c>bad-options</c>: the options are no JSON object, or an option has the wrong type.</exception>
    public static IRecommenderLearner? Restore(string name, string options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            using var document = JsonDocument.Parse(options);
            var json = document.RootElement;
            return name switch
            {
                "popular" => Popular.Table.Read(json, new Popular()),
                "recency-popular" => RecencyPopular.Table.Read(json, new RecencyPopular()),
                Trending.ModelKind => Trending.Table.Read(json, new Trending()),
                RepeatPurchase.ModelKind => RepeatPurchase.Table.Read(json, new RepeatPurchase()),
                ItemNeighborsModel.ModelKind => ItemNeighbors.Table.Read(json, new ItemNeighbors()),
                BasketGraphModel.ModelKind => BasketGraph.Table.Read(json, new BasketGraph()),
                NextBasketModel.ModelKind => NextBasket.Table.Read(json, new NextBasket()),
                UserNeighborsModel.ModelKind => UserNeighbors.Table.Read(json, new UserNeighbors()),
                SessionNeighborsModel.ModelKind => SessionNeighbors.Table.Read(json, new SessionNeighbors()),
                RandomWalk.ModelKind => RandomWalk.Table.Read(json, new RandomWalk()),
                GraphFilter.ModelKind => GraphFilter.Table.Read(json, new GraphFilter()),
                LinearItems.ModelKind => LinearItems.Table.Read(json, new LinearItems()),
                ImplicitFactorModel.ModelKind => s_factors.Read(json, new ImplicitAls()),
                Transitions.ModelKind => Transitions.Table.Read(json, new Transitions()),
                ContentItems.ModelKind => ContentItems.Table.Read(json, new ContentItems()),
                CategoryModel.ModelKind => CategoryItems.Table.Read(json, new CategoryItems()),
                Blend.ModelKind => RestoreBlend(json),
                RankedSources.ModelKind => RestoreRanked(json),
                _ => null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new DataException($"The options of the learner '{name}' cannot be read: {options}", e) { Code = "bad-options" };
        }
    }

    /// <returns><see langword="null"/> if a source's learner is unknown.</returns>
    private static Blend? RestoreBlend(JsonElement json)
    {
        var kept = json.GetProperty("sources");
        return Sources(kept, "learner") is not { } learners ? null : Blend.Table.Read(json, new Blend
        {
            Sources = [.. learners.Zip(kept.EnumerateArray(), (learner, source) => new BlendSource(learner, source.GetProperty("weight").GetDouble()))],
        });
    }

    /// <returns><see langword="null"/> if a source's learner is unknown.</returns>
    private static RankedSources? RestoreRanked(JsonElement json)
    {
        var ranked = RankedSources.Table.Read(json, new RankedSources());
        if (json.TryGetProperty("mix", out var mix))
            ranked = ranked with { Mix = ObjectiveMix.Table.Read(mix, new ObjectiveMix()) };
        if (!json.TryGetProperty("sources", out var kept))
            return ranked;
        return Sources(kept, "name") is { } sources ? ranked with { Sources = sources } : null;
    }

    private static IRecommenderLearner[]? Sources(JsonElement kept, string name)
    {
        var learners = kept.EnumerateArray().Select(source => Restore(source.GetProperty(name).GetString()!, source.GetProperty("options").GetRawText())).ToArray();
        return Array.Exists(learners, learner => learner is null) ? null : [.. learners.OfType<IRecommenderLearner>()];
    }
}
