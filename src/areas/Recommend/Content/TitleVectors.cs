using System.Runtime.InteropServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Content;

/// <summary>Titles as sparse vectors of unit length (items × words).</summary>
/// <remarks>
/// The weight of word w in a title is f(w)·√ln(1 + n / d(w)): d(w) titles of n hold the word; f counts it, the last word of a title twice, since
/// English names the thing last ("white hanging heart t-light holder"). The root dampens rare words, which otherwise keep titles of one kind
/// apart. Words of fewer than max(2, n / 500) titles, at most 8, are left out.
/// </remarks>
internal sealed class TitleVectors
{
    private TitleVectors(string[] words, string[] written, int[] starts, int[] indices, double[] weights)
    {
        Words = words;
        Written = written;
        Starts = starts;
        Indices = indices;
        Weights = weights;
    }

    /// <summary>The words in ordinal order.</summary>
    public string[] Words { get; }

    /// <summary>Each word as titles write it most often.</summary>
    public string[] Written { get; }

    /// <summary>Where each title's entries begin, and at the end their number (items + 1).</summary>
    public int[] Starts { get; }

    /// <summary>The word of each entry, ascending within a title.</summary>
    public int[] Indices { get; }

    /// <summary>The weight of each entry.</summary>
    public double[] Weights { get; }

    /// <summary>The number of titles.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Makes the vectors.</summary>
    /// <param name="titles">The titles.</param>
    public static TitleVectors Of(IReadOnlyList<string> titles)
    {
        var cut = titles.Select(TitleWords.Of).ToArray();
        var documents = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var title in cut)
            foreach (var word in title.Select(entry => entry.Word).Distinct(StringComparer.Ordinal))
                CollectionsMarshal.GetValueRefOrAddDefault(documents, word, out _)++;
        var least = Math.Clamp(titles.Count / 500, 2, 8);
        var words = documents.Where(entry => entry.Value >= least).Select(entry => entry.Key).Order(StringComparer.Ordinal).ToArray();
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in words)
            index.Add(word, index.Count);

        var starts = new int[titles.Count + 1];
        var indices = new List<int>();
        var weights = new List<double>();
        for (var i = 0; i < cut.Length; i++)
        {
            var counts = new SortedDictionary<int, double>();
            for (var j = 0; j < cut[i].Count; j++)
                if (index.TryGetValue(cut[i][j].Word, out var word))
                    counts[word] = counts.GetValueOrDefault(word) + (j == cut[i].Count - 1 ? 2 : 1);
            double squares = 0;
            foreach (var (word, count) in counts)
            {
                var weight = count * Math.Sqrt(Elementary.Log(1 + (double)titles.Count / documents[words[word]]));
                indices.Add(word);
                weights.Add(weight);
                squares += weight * weight;
            }

            for (var at = starts[i]; at < weights.Count; at++)
                weights[at] = squares > 0 ? weights[at] / Math.Sqrt(squares) : 0;
            starts[i + 1] = weights.Count;
        }

        return new TitleVectors(words, CommonestForms(words, cut), starts, [.. indices], [.. weights]);
    }

    private static string[] CommonestForms(string[] words, List<(string Word, string Written)>[] titles)
    {
        var forms = titles.SelectMany(title => title).GroupBy(entry => entry.Word, StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => group.GroupBy(entry => entry.Written, StringComparer.Ordinal).OrderByDescending(form => form.Count()).ThenBy(form => form.Key, StringComparer.Ordinal).First().Key,
            StringComparer.Ordinal);
        return [.. words.Select(word => forms[word])];
    }

    /// <summary>The inner product of a title with a dense vector.</summary>
    /// <param name="title">The title's index.</param>
    /// <param name="vector">One place for each word.</param>
    public double Dot(int title, ReadOnlySpan<double> vector)
    {
        double sum = 0;
        for (var at = Starts[title]; at < Starts[title + 1]; at++)
            sum += Weights[at] * vector[Indices[at]];
        return sum;
    }

    /// <summary>Adds a title to a dense vector.</summary>
    /// <param name="title">The title's index.</param>
    /// <param name="vector">One place for each word.</param>
    public void AddTo(int title, Span<double> vector)
    {
        for (var at = Starts[title]; at < Starts[title + 1]; at++)
            vector[Indices[at]] += Weights[at];
    }

    /// <summary>The weight of a word in a title; 0 if it is not there.</summary>
    /// <param name="title">The title's index.</param>
    /// <param name="word">The word's index.</param>
    public double Weight(int title, int word)
    {
        var at = Array.BinarySearch(Indices, Starts[title], Starts[title + 1] - Starts[title], word);
        return at < 0 ? 0 : Weights[at];
    }
}
