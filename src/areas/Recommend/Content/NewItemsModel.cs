using System.Buffers;
using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Recommend.Lists;

namespace Kirana.Recommend.Content;

/// <summary>A model whose lists hold items it cannot know yet. Immutable and thread-safe; scoring allocates nothing once warm.</summary>
public sealed class NewItemsModel : IRecommender
{
    private const int LayoutVersion = 1;

    private readonly IRecommender _content;
    private readonly int[] _fresh;
    private readonly double _caution;
    private readonly int _candidates;
    private readonly string _options;

    internal NewItemsModel(IRecommender model, IRecommender content, int[] fresh, double caution, int candidates, string options)
    {
        Base = model;
        (_content, _fresh, _caution, _candidates, _options) = (content, fresh, caution, candidates, options);
    }

    /// <inheritdoc/>
    public string Kind => NewItems.ModelKind;

    /// <inheritdoc/>
    public IdMap Items => Base.Items;

    /// <summary>The model of items that are known.</summary>
    public IRecommender Base { get; }

    /// <summary>Whether an item has so few users that its content speaks for it.</summary>
    /// <param name="item">The item's index.</param>
    public bool IsNew(int item) => _fresh[item] != 0;

    /// <summary>The model that speaks for an item: its content for a new one, else the base.</summary>
    /// <param name="item">The item's index.</param>
    public IRecommender SpeakerOf(int item) => IsNew(item) ? _content : Base;

    /// <inheritdoc/>
    /// <remarks>Where the base says nothing at all, or the whole history is new to it, content is all there is to go by.</remarks>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        if (IsAllNew(shopper.Items))
        {
            _content.Score(shopper, scores);
            return;
        }

        Base.Score(shopper, scores);
        var room = Math.Min(_candidates, scores.Length);
        var (floats, places) = (ArrayPool<float>.Shared.Rent(scores.Length + room), ArrayPool<int>.Shared.Rent(room));
        var known = new TopItems(places.AsSpan(0, room), floats.AsSpan(scores.Length, room));
        known.OfferAll(scores, leftOut: _fresh);
        known.Sort();
        if (known.Items.IsEmpty)
            _content.Score(shopper, scores);
        else
            Enter(shopper, scores, floats.AsSpan(0, scores.Length), known.Scores, places.AsSpan(0, room));
        ArrayPool<float>.Shared.Return(floats);
        ArrayPool<int>.Shared.Return(places);
    }

    /// <inheritdoc/>
    /// <remarks>A new item is explained by its content first.</remarks>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        var reasons = IsNew(item) ? _content.Explain(shopper, item) : [];
        return reasons.Count > 0 ? reasons : Base.Explain(shopper, item);
    }

    /// <inheritdoc/>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Options = _options;
        writer.Add("new", _fresh);
        writer.Add("candidates", [_candidates]);
        writer.Add("caution", [_caution]);
        RecommenderFile.Write(Base, writer, "base");
        RecommenderFile.Write(_content, writer, "content");
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static NewItemsModel Read(ModelReader reader)
    {
        reader.Expect(NewItems.ModelKind, LayoutVersion);
        var (model, content) = (RecommenderFile.Read(reader.Part("base")), RecommenderFile.Read(reader.Part("content")));
        if (!model.Items.Ids.SequenceEqual(content.Items.Ids, StringComparer.Ordinal) || model is NewItemsModel)
            throw reader.Invalid("content", "the items of the base", "others");
        var (fresh, candidates) = (reader.Ints("new"), reader.Ints("candidates"));
        ModelParts.RequireLength(reader, "new", fresh.Length, model.Items.Count);
        ModelParts.RequireIndices(reader, "new", fresh, 2);
        ModelParts.RequireLength(reader, "candidates", candidates.Length, 1);
        var caution = ModelParts.Number(reader, "caution");
        if (candidates[0] < 1 || caution < 1)
            throw reader.Invalid("candidates", "candidates and a caution from 1 up", $"{candidates[0]}, {caution}");
        return new NewItemsModel(model, content, fresh, caution, candidates[0], reader.Options);
    }

    private bool IsAllNew(ReadOnlySpan<int> history)
    {
        foreach (var item in history)
            if (_fresh[item] == 0)
                return false;
        return !history.IsEmpty;
    }

    /// <summary>Raises new items to where their content stands among known ones.</summary>
    /// <param name="shopper">For whom.</param>
    /// <param name="scores">The scores of the base.</param>
    /// <param name="own">Room for those of the content.</param>
    /// <param name="best">The best scores of known items, descending.</param>
    /// <param name="places">Room for the items that are best by content.</param>
    private void Enter(Shopper shopper, Span<float> scores, Span<float> own, ReadOnlySpan<float> best, Span<int> places)
    {
        _content.Score(shopper, own);
        var rented = ArrayPool<float>.Shared.Rent(places.Length);
        var top = new TopItems(places, rented.AsSpan(0, places.Length));
        top.OfferAll(own);
        top.Sort();
        var (ahead, last) = (0, float.PositiveInfinity);
        foreach (var item in top.Items)
        {
            if (_fresh[item] == 0)
            {
                ahead++;
                continue;
            }

            var rank = _caution * ahead;
            if (rank >= best.Length)
                break;
            // Just below the known item of that rank, and below the new item before: ties would hide the order of content.
            last = MathF.BitDecrement(Math.Min(last, best[(int)rank]));
            scores[item] = Math.Max(scores[item], last);
        }

        ArrayPool<float>.Shared.Return(rented);
    }
}
