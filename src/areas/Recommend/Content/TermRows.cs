using System.Runtime.InteropServices;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Preparation;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Content;

/// <summary>Items as sparse vectors of unit length (items × terms).</summary>
/// <remarks>
/// The weight of term t in a description is that of BM25 (Robertson and Zaragoza, "The probabilistic relevance framework: BM25 and beyond",
/// 2009, eq. 3.15), ln(1 + (n − d + ½) / (d + ½)) · f·(k₁ + 1) / (f + k₁·(1 − b + b·length / mean length)), with k₁ = 1.2 and b = 0.75; d of n
/// items hold it, f times in this one. A term that only one item holds says nothing of others and is left out. Where there are more terms than
/// places, the commoner half of the places belongs to one term each and the rest share the other half by hashing.
/// </remarks>
/// <param name="Width">The number of places.</param>
/// <param name="Starts">Where each item's entries begin, and at the end their number (items + 1).</param>
/// <param name="Places">The place of each entry.</param>
/// <param name="Weights">The weight of each entry.</param>
internal sealed record TermRows(int Width, int[] Starts, int[] Places, float[] Weights)
{
    private const double Saturation = 1.2;
    private const double LengthShare = 0.75;

    /// <summary>The number of items.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Items of which no term is known.</summary>
    /// <param name="items">Their number.</param>
    public static TermRows None(int items) => new(0, new int[items + 1], [], []);

    /// <summary>Makes the vectors.</summary>
    /// <param name="descriptions">The descriptions.</param>
    /// <param name="most">The most places.</param>
    public static TermRows Of(ItemDescriptions descriptions, int most)
    {
        var terms = Enumerable.Range(0, descriptions.Items.Count).Select(item => DescriptionTerms.Of(descriptions[item])).ToArray();
        var holders = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in terms)
            foreach (var term in item.Keys)
                CollectionsMarshal.GetValueRefOrAddDefault(holders, term, out _)++;
        var described = terms.Count(item => item.Count > 0);
        var meanLength = terms.Sum(item => item.Values.Sum()) / (double)Math.Max(1, described);
        var shared = holders.Where(term => term.Value > 1).OrderByDescending(term => term.Value).ThenBy(term => term.Key, StringComparer.Ordinal).ToArray();
        var (width, places) = PlacesOf(shared, most);

        var (starts, columns, weights) = (new int[terms.Length + 1], new List<int>(), new List<float>());
        var row = new SortedDictionary<int, double>();
        for (var item = 0; item < terms.Length; item++)
        {
            row.Clear();
            var length = terms[item].Values.Sum();
            foreach (var (term, times) in terms[item])
                if (places.TryGetValue(term, out var place))
                {
                    var rarity = Elementary.Log(1 + (described - holders[term] + 0.5) / (holders[term] + 0.5));
                    var weight = rarity * times * (Saturation + 1) / (times + Saturation * (1 - LengthShare + LengthShare * length / meanLength));
                    row[place.Index] = row.GetValueOrDefault(place.Index) + place.Sign * weight;
                }

            var norm = Math.Sqrt(row.Values.Sum(weight => weight * weight));
            foreach (var (place, weight) in row)
                if (norm > 0)
                {
                    columns.Add(place);
                    weights.Add((float)(weight / norm));
                }

            starts[item + 1] = columns.Count;
        }

        return new TermRows(width, starts, [.. columns], [.. weights]);
    }

    /// <summary>The places of an item's terms, ascending.</summary>
    public ReadOnlySpan<int> PlacesOf(int item) => Places.AsSpan(Starts[item]..Starts[item + 1]);

    /// <summary>Their weights.</summary>
    public ReadOnlySpan<float> WeightsOf(int item) => Weights.AsSpan(Starts[item]..Starts[item + 1]);

    /// <summary>The inner product of an item with a dense vector.</summary>
    public float Dot(int item, ReadOnlySpan<float> vector)
    {
        var sum = 0.0;
        for (var at = Starts[item]; at < Starts[item + 1]; at++)
            sum += (double)Weights[at] * vector[Places[at]];
        return (float)sum;
    }

    /// <summary>Adds a multiple of an item to a dense vector.</summary>
    public void AddTo(int item, float factor, Span<float> vector)
    {
        for (var at = Starts[item]; at < Starts[item + 1]; at++)
            vector[Places[at]] += factor * Weights[at];
    }

    /// <summary>Writes the vectors.</summary>
    public void Save(ModelWriter writer)
    {
        writer.Add("width", [Width]);
        writer.Add("starts", Starts);
        writer.Add("terms", Places);
        writer.Add("weights", Weights);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    public static TermRows Read(ModelReader reader, int items)
    {
        var (width, starts) = (reader.Ints("width"), reader.Ints("starts"));
        var (places, weights) = (reader.Ints("terms"), reader.Floats("weights"));
        ModelParts.RequireLength(reader, "width", width.Length, 1);
        ModelParts.RequireStarts(reader, "starts", starts, items, places.Length);
        ModelParts.RequireIndices(reader, "terms", places, Math.Max(0, width[0]));
        ModelParts.RequireLength(reader, "weights", weights.Length, places.Length);
        ModelParts.RequireFinite(reader, "weights", weights);
        return new TermRows(width[0], starts, places, weights);
    }

    private static (int Width, Dictionary<string, (int Index, int Sign)> Places) PlacesOf(KeyValuePair<string, int>[] terms, int most)
    {
        var places = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        var alone = terms.Length <= most ? terms.Length : most / 2;
        for (var i = 0; i < alone; i++)
            places.Add(terms[i].Key, (i, 1));
        if (alone == terms.Length)
            return (alone, places);
        var hashing = new TextHashing("term") { Width = most - alone, Words = true, Least = 1, Most = 1 };
        var values = new float[hashing.Width];
        foreach (var (term, _) in terms.AsSpan(alone))
        {
            hashing.Hash(string.Concat(term.Where(char.IsLetterOrDigit)), values);
            if (Array.FindIndex(values, value => value != 0) is var place and >= 0)
                places.Add(term, (alone + place, values[place] > 0 ? 1 : -1));
        }

        return (most, places);
    }
}
