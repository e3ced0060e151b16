using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Content;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Features;
using Kirana.Recommend.Graphs;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Search;
using Kirana.Recommend.Sessions;
using Kirana.Recommend.Windows;

namespace Kirana.Recommend.Increments;

/// <summary>Takes the events since a training into its model, at a small part of what a training costs.</summary>
/// <remarks>
/// <para>Counts, trends, habits and indices of sessions are what the events say, so they are made anew from all of them. Items whose users
/// grew by a twentieth or more, and new items, get their neighbours and their vectors anew; the vectors are solved against those of shoppers, as a
/// sweep of alternating least squares would (<see cref="ImplicitAls"/>), other items keep theirs. Linear models, walks, filters and taste by content keep what they
/// learnt.</para>
/// <para>Of ranked sources the trees are kept: their features are of today, what they make of them changes slowly. A training fits every source
/// several times, besides trees, so there all sources but linear models and filters are simply fitted once more.</para>
/// <para>Always go out from the model of a whole training and give it all events since: then nothing adds up from hour to hour.</para>
/// </remarks>
public static class Increment
{
    /// <summary>Takes events in.</summary>
    /// <param name="model">The model of the last whole training.</param>
    /// <param name="learner">The learner that made it.</param>
    /// <param name="interactions">All events, old and new, over a map that begins with the model's items; see <see cref="GrownItems"/>.</param>
    /// <param name="since">The first moment in UTC microseconds that the model does not know.</param>
    /// <param name="context">Seed, threads, cancellation.</param>
    /// <returns>A model of the same kind over all items.</returns>
    /// <exception cref="ArgumentException">The items are others, or the learner makes models of another kind.</exception>
    /// <exception cref="DataException">There is no event.</exception>
    public static IRecommender Of(IRecommender model, IRecommenderLearner learner, Interactions interactions, long since, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentNullException.ThrowIfNull(context);
        if (!interactions.Items.Ids.Take(model.Items.Count).SequenceEqual(model.Items.Ids, StringComparer.Ordinal))
            throw new ArgumentException($"The events' {interactions.Items.Count} items should begin with the model's {model.Items.Count}: renumber them by GrownItems.Over.", nameof(interactions));
        if (!string.Equals(model.Kind, learner.Name, StringComparison.Ordinal))
            throw new ArgumentException($"The learner {learner.Name} does not make models of the kind {model.Kind}.", nameof(learner));
        Sparse.SparseRows.RequireEntries(interactions);
        return Of(model, learner, new NewEvents(interactions, since), context with { Progress = null });
    }

    /// <summary>Whether an increment of a learner's model can list items that are new to it; linear models, walks, filters and transitions cannot before the next training.</summary>
    /// <param name="learner">The learner.</param>
    public static bool TakesInNewItems(IRecommenderLearner learner) => Windowed.Inside(learner) switch
    {
        LinearItems or RandomWalk or GraphFilter or Transitions => false,
        Blend blend => blend.Sources.Any(source => source.Weight > 0 && TakesInNewItems(source.Learner)),
        RankedSources ranked => ranked.Sources.Any(TakesInNewItems),
        _ => true,
    };

    private static IRecommender Of(IRecommender model, IRecommenderLearner learner, NewEvents events, FitContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        return (model, learner) switch
        {
            (_, Windowed windowed) => Of(model, windowed.Learner, events.Within(windowed.Days), context),
            (RankedSourcesModel ranked, RankedSources sources) => Ranked(ranked, sources, events, context),
            (BlendModel blend, Blend sources) => blend.With([.. sources.Sources.Where(source => source.Weight > 0).Zip(blend.Sources, (source, own) => Of(own, source.Learner, events, context))]),
            (ImplicitFactorModel factors, ImplicitAls als) => FactorIncrement.Of(factors, als, events, context),
            (ItemNeighborsModel lists, ItemNeighbors neighbors) => lists.Grown(events.Interactions.Items, neighbors.Again(events, lists, context)),
            (ItemNeighborsModel lists, _) => lists.Grown(events.Interactions.Items),
            (ContentModel content, _) when content.Items.Count == events.Interactions.Items.Count => content,
            _ => learner.Fit(events.Interactions, context),
        };
    }

    private static RankedSourcesModel Ranked(RankedSourcesModel model, RankedSources learner, NewEvents events, FitContext context)
    {
        var items = events.Interactions.Items;
        IRecommender[] sources = [.. model.Sources.Zip(learner.Sources, (source, own) => OverAll(
            Windowed.Inside(own) is LinearItems or GraphFilter or ContentItems ? Of(source, own, events, context) : FactorSearch.Indexed(own.Fit(events.Interactions, context), events.Interactions, context), items))];
        var traits = (learner.Traits ?? model.Features.Traits)?.Over(items);
        return model.With(sources, PairFeatures.Of(events.Interactions, learner.Log, learner.Opinions, learner.Festivals, traits, RankedSources.EndOf(events.Interactions)));
    }

    /// <summary>A source that kept its items while others grew would score by other numbers.</summary>
    private static IRecommender OverAll(IRecommender source, IdMap items) => source.Items.Count == items.Count
        ? source
        : throw new InvalidOperationException($"The source {source.Kind} knows {source.Items.Count} of {items.Count} items.");
}
