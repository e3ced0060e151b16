using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;

namespace Kirana.Recommend;

/// <summary>A fitted model that says how well every item suits a shopper. Immutable and thread-safe.</summary>
/// <remarks>A shopper is a history and nothing else: a known user, a new one and a session are served by the same call, and an
/// event changes the very next list.</remarks>
public interface IRecommender
{
    /// <summary>The kind of model as files and reports name it, such as <c>popular</c> or <c>implicit-als</c>.</summary>
    string Kind { get; }

    /// <summary>The items that can be scored; a score's position is an index of this map.</summary>
    IdMap Items { get; }

    /// <summary>Scores every item. Higher suits better; the scale is the model's own.</summary>
    /// <param name="shopper">What the shopper did, oldest first; may be empty.</param>
    /// <param name="scores">One place for each item, all of which are written; <see cref="float.NegativeInfinity"/> means cannot be said.</param>
    /// <exception cref="ArgumentException"><paramref name="scores"/> does not have one place for each item.</exception>
    void Score(Shopper shopper, Span<float> scores);

    /// <summary>Why an item suits a shopper, strongest reason first; empty if the model cannot say.</summary>
    /// <param name="shopper">What the shopper did.</param>
    /// <param name="item">The index of the item.</param>
    IReadOnlyList<Reason> Explain(Shopper shopper, int item);

    /// <summary>Writes the model. Equal models write equal bytes.</summary>
    /// <param name="writer">Where tensors and options go.</param>
    void Save(ModelWriter writer);
}
