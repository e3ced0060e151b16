using Kirana.Pipelines.Recommend;
using Kirana.Recommend.Content;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Streaming;

namespace Kirana.Pipelines.Serving;

/// <content>The linear layer over the trained order: learnt beside the requests, from model to model.</content>
public sealed partial class ShopServing
{
    private readonly Lock _teaching = new();
    private readonly LayerLessons _lessons = new();
    private readonly LayerMemory _memory;
    private int _forgotten;

    /// <summary>What the layer has learnt; <see langword="null"/> if none is over the model that serves.</summary>
    public LayerFigures? Layer
    {
        get
        {
            if (_snapshot.Lists?.Layered is not { Memory: var memory })
                return null;
            long skipped;
            lock (_gate)
                skipped = _lessons.Skipped;
            lock (_teaching)
                return new LayerFigures(
                    memory.Requests, skipped, memory.Newest is { } newest ? DateTimeOffset.UnixEpoch.AddMicroseconds(newest) : null,
                    [.. LayeredModel.Features.Zip(memory.Weights, KeyValuePair.Create)]);
        }
    }

    /// <summary>Learns from what shoppers took since the last time: at most <see cref="LayerLessons.MostWaiting"/> lists.</summary>
    internal void Teach()
    {
        LayerLesson[] lessons;
        int erasures;
        lock (_gate)
            (lessons, erasures) = (_lessons.Empty(), _lessons.Erasures);
        foreach (var lesson in lessons)
            lock (_teaching)
            {
                // Somebody was forgotten since: whose lesson this is, or whose purchases a snapshot held, does not matter then.
                if (_forgotten != erasures)
                    return;
                var snapshot = _snapshot;
                if (snapshot.Lists is { Layered: not null } lists && !snapshot.Live.HasForgotten(lesson.User))
                    lists.Learn(new ListedShopper { User = lesson.User, Since = snapshot.Live.Of(lesson.User) is { } since ? since.Events : [], Now = lesson.Time, Before = lesson.Time }, lesson);
            }
    }

    /// <summary>Takes a person out of the layer; what waits to be learnt, too.</summary>
    private void ForgetLessons(string user)
    {
        _lessons.Forget(user);
        lock (_teaching)
        {
            _forgotten = _lessons.Erasures;
            // Without lists the memory may hold the person all the same.
            if (_snapshot.Lists?.Layered is { } layered)
                layered.Forget(user);
            else
                _memory.Forget(user);
        }
    }

    /// <summary>The layer over a model that ranks sources: over others it was not measured.</summary>
    private LayeredModel? LayerOver(ShopRecommender recommender, ServedRecords records) =>
        Shop.Settings.LiveLayer && (recommender.Model is NewItemsModel joined ? joined.Base : recommender.Model) is RankedSourcesModel
            ? new LayeredModel(recommender.Model, records.Contents.Histories, CatalogueTraits.Of(Shop, recommender.Model.Items), _memory) : null;
}
