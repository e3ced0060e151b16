using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Serving;
using Kirana.Recommend;
using Kirana.Recommend.Content;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Increments;
using Kirana.Recommend.Popularity;

namespace Kirana.Pipelines.Recommend;

/// <summary>Takes the events since the last whole training into the model that serves: what a shop does every hour.</summary>
/// <remarks>It goes out from the model of the last whole training, also where increments came in between, so that nothing adds up. Nothing is compared: figures
/// stay those of that training, and which kind of model serves is decided there.</remarks>
public static class RecommendIncrement
{
    /// <summary>Takes events in.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="options">Whether the version may become current; weights of events are those of the whole training.</param>
    /// <param name="context">Seed, threads, cancellation, clock.</param>
    /// <exception cref="KeyNotFoundException">No model was trained yet.</exception>
    /// <exception cref="DataException">The model's file is missing or damaged, or its learner is unknown to this program.</exception>
    public static RecommendIncrementResult Run(IShop shop, RecommendTrainingOptions options, FitContext context)
    {
        var meter = WorkMeter.Start(context.Clock);
        var current = shop.Registry.Current(RecommendTraining.Area) ?? throw new KeyNotFoundException(RecommendTraining.NoModel);
        var whole = current.Parent is { } number ? shop.Registry.List(RecommendTraining.Area).First(version => version.Number == number) : current;
        var served = ShopRecommender.Load(shop.Registry, whole);
        var since = Microseconds.Of(whole.LearntUntil ?? whole.Created);
        var interactions = GrownItems.Over(RecommendTraining.Learnt(shop, whole.Weights).Events, served.Model.Items);
        var (events, until) = EventsSince(interactions, since, Microseconds.Of(current.LearntUntil ?? current.Created));
        var grown = interactions.Items.Count - served.Model.Items.Count;
        if (events.SinceCurrent == 0)
            return new RecommendIncrementResult(current, Promoted: false, 0, 0, $"Version {current.Number} knows every event: there is nothing to take in.");

        var content = CatalogueContent.Of(shop, interactions.Items);
        var learner = content.Given(RecommenderLearners.Restore(whole.Kind, whole.Options) ?? throw new DataException($"Version {whole.Number} is of a kind this program cannot train: {whole.Kind}.")
        {
            Code = "bad-model", Hint = "Run `kirana train recommend`.",
        });
        learner = RankingFacts.Of(shop, interactions.Items).Given(learner);
        var model = Increment.Of(served.Model is NewItemsModel joined ? joined.Base : served.Model, learner, interactions, since, context);
        // What the model cannot learn before the next training is new to it, however many bought it today: its content speaks.
        var told = Increment.TakesInNewItems(learner) ? interactions : TemporalSplit.At(interactions, since, long.MaxValue, repeats: false).Train;
        var updated = new ShopRecommender(content.WithNewItems(learner, model, told, context), new Popular().Fit(interactions, context with { Progress = null }))
        {
            Graphs = ProductGraphs.Of(shop, interactions, context),
        }.With(shop, interactions);
        var dataHash = shop.Records.DataHash();
        var draft = whole with
        {
            Number = 0, Created = default, DataHash = dataHash, CodeVersion = RecommendTraining.CodeVersion(), TrainSeconds = meter.Wall, CpuSeconds = meter.Cpu,
            PeakMegabytes = WorkMeter.PeakMegabytes, FileHash = "", FileBytes = 0, Parent = whole.Number, LearntUntil = DateTimeOffset.UnixEpoch.AddMicroseconds(until),
        };
        context.Cancellation.ThrowIfCancellationRequested();
        var version = shop.Registry.Publish(draft, updated.Write(whole.Options, dataHash));
        if (options.Promote)
            version = shop.Registry.Promote(RecommendTraining.Area, version.Number);
        return new RecommendIncrementResult(version, options.Promote, events.SinceWhole, grown,
            $"{events.SinceWhole} events since the whole training of version {whole.Number} were taken in{(grown > 0 ? $", {grown} new items among them" : "")}. {(options.Promote ? "It serves now." : "It was registered only.")} Its figures are those of version {whole.Number}.");
    }

    private static ((long SinceWhole, long SinceCurrent) Events, long Until) EventsSince(Interactions interactions, long whole, long current)
    {
        var (sinceWhole, sinceCurrent, until) = (0L, 0L, Math.Max(whole, current));
        for (var user = 0; user < interactions.UserCount; user++)
            foreach (var time in interactions.TimesOf(user))
            {
                sinceWhole += time >= whole ? 1 : 0;
                sinceCurrent += time >= current ? 1 : 0;
                until = Math.Max(until, time + 1);
            }

        return ((sinceWhole, sinceCurrent), until);
    }
}
