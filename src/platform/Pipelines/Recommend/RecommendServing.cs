using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Threading;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Recommend.Reranking;
using Kirana.Pipelines.Serving;
using Kirana.Recommend.Lists;

namespace Kirana.Pipelines.Recommend;

/// <summary>Answers with lists from a shop's current model, for one command: a single list or everybody's. Users are served by their history in
/// the store, so what was imported after the training counts too.</summary>
/// <remarks>Holds one state of the shop: open it again after an import or a promotion. Thread-safe. A server uses <see cref="ShopServing"/>.</remarks>
public sealed class RecommendServing
{
    /// <summary>Users whose lists are held at once while everybody's are made.</summary>
    private const int UsersAtOnce = 4096;
    private const int UsersInBlock = 64;

    private readonly ShopLists _lists;
    private readonly long _now;

    private RecommendServing(ShopLists lists, long now)
    {
        _lists = lists;
        _now = now;
    }

    /// <summary>The version that answers.</summary>
    public ModelVersion Version => _lists.Version;

    /// <summary>Opens a shop's current model.</summary>
    /// <param name="shop">The shop; not needed afterwards.</param>
    /// <param name="clock">The clock for the moment of requests.</param>
    /// <param name="weights">The weight of each kind of event in histories; those the model learnt from by default.</param>
    /// <exception cref="KeyNotFoundException">No model was trained yet.</exception>
    /// <exception cref="DataException">The model file is missing or damaged.</exception>
    public static RecommendServing Open(IShop shop, TimeProvider clock, IReadOnlyDictionary<string, float>? weights = null)
    {
        var version = shop.Registry.Current(RecommendTraining.Area) ?? throw new KeyNotFoundException(RecommendTraining.NoModel);
        var contents = shop.Analysis.Contents(FeedbackWeights.QueryOf(weights ?? version.Weights));
        var lists = ShopLists.Of(version, ShopRecommender.Load(shop.Registry, version), new ServedRecords(contents, weights ?? version.Weights), ShopRules.Of(shop, clock), clock);
        return new RecommendServing(lists, Microseconds.Of(clock.GetUtcNow()));
    }

    /// <summary>A list for a user. An unknown user gets the popular list, and the list says so.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="options">How the list is to be.</param>
    /// <exception cref="ArgumentOutOfRangeException">The list is to have less than one item.</exception>
    public RecommendedList ForUser(string user, RecommendOptions options)
    {
        var items = _lists.For(new ListedShopper { User = user, Now = _now }, options, out var note);
        return new RecommendedList(user, items, _lists.Label, note);
    }

    /// <summary>A list for a visitor of whom nothing but the context is known, or for a user who searches for something.</summary>
    /// <param name="user">The user's id; <see langword="null"/> for a stranger.</param>
    /// <param name="context">The context.</param>
    /// <param name="options">How the list is to be.</param>
    /// <exception cref="ArgumentOutOfRangeException">The list is to have less than one item.</exception>
    public RecommendedList ForVisitor(string? user, VisitorContext context, RecommendOptions options)
    {
        var items = _lists.For(new ListedShopper { User = user, Now = _now, Context = context }, options, out var note);
        return new RecommendedList(user ?? "", items, _lists.Label, note);
    }

    /// <summary>What became of an item that was shown, looked at and bought; <see langword="null"/> if it is not known.</summary>
    /// <param name="item">The item's id.</param>
    public ItemPerformance? PerformanceOf(string item) => _lists.Recommender.PerformanceOf(item);

    /// <summary>Items that go with an item.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="options">How the list is to be; the item itself is never listed.</param>
    /// <exception cref="KeyNotFoundException">The shop does not know the item; the message names near matches.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The list is to have less than one item.</exception>
    public RecommendedList ForItem(string item, RecommendOptions options)
    {
        var items = _lists.Beside(item, _now, options, out var note);
        return new RecommendedList(item, items, _lists.Label, note);
    }

    /// <summary>Everybody's lists, one user after another in the order of the store, made as they are taken.</summary>
    /// <param name="options">How the lists are to be.</param>
    /// <param name="context">Threads, cancellation, progress.</param>
    /// <exception cref="ArgumentOutOfRangeException">A list is to have less than one item.</exception>
    public IEnumerable<RecommendedList> ForEverybody(RecommendOptions options, FitContext context)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1);
        return _lists.Maker.Ruled is null ? Everybody() : EverybodyByRules();

        IEnumerable<RecommendedList> Everybody()
        {
            var model = _lists.Recommender.Model;
            var requests = ShopperHistories.Of(_lists.Records.Contents.Histories, _lists.Records.Contents.Looks, _lists.Records.Contents.Opinions, model.Items, _lists.Maker.Hidden, options.IncludeBought, _now);
            for (var start = 0; start < requests.Count; start += UsersAtOnce)
            {
                var slice = new RequestSlice(requests, start, Math.Min(UsersAtOnce, requests.Count - start));
                var lists = new RecommendedList[slice.Count];
                TopLists.Make(model, slice, options.Count, context with { Progress = null }, (request, items, scores) =>
                    lists[request] = Finish(requests, start + request, items, scores, options));
                foreach (var list in lists)
                    yield return list;
                context.Progress?.Report(new FitProgress("lists", start + slice.Count, requests.Count));
            }
        }

        IEnumerable<RecommendedList> EverybodyByRules()
        {
            var users = _lists.Records.Contents.Histories.Users;
            for (var start = 0; start < users.Count; start += UsersAtOnce)
            {
                var lists = new RecommendedList[Math.Min(UsersAtOnce, users.Count - start)];
                Blocks.Run(lists.Length, UsersInBlock, context.Threads, context.Cancellation, (_, from, to) =>
                {
                    for (var user = from; user < to; user++)
                        lists[user] = ForUser(users[start + user], options);
                });
                foreach (var list in lists)
                    yield return list;
                context.Progress?.Report(new FitProgress("lists", start + lists.Length, users.Count));
            }
        }
    }

    private RecommendedList Finish(ShopperHistories requests, int user, ReadOnlySpan<int> items, ReadOnlySpan<float> scores, RecommendOptions options)
    {
        var id = requests.Users[user];
        var shopper = requests.ShopperOf(user);
        return shopper.Items.IsEmpty
            ? new RecommendedList(id, _lists.Maker.Popular([], options), _lists.Label, "Nothing the user bought is known to the model.")
            : new RecommendedList(id, _lists.Maker.Fill(shopper, items, scores, requests.ExcludedFrom(user), options), _lists.Label, null);
    }
}
