using CsCheck;
using Kirana.Pipelines.Words;

namespace Kirana.Tests.Platform.Words;

public sealed class EditDistanceTests
{
    // Few letters in both cases: words that have much in common, swaps among them.
    private static readonly Gen<string> Word = Gen.Char["abcABC"].Array[0, 7].Select(letters => new string(letters));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "train", 5)]
    [InlineData("train", "TRAIN", 0)]
    [InlineData("train", "trian", 1)]
    [InlineData("train", "TRiAn", 1)]
    [InlineData("train", "rain", 1)]
    [InlineData("train", "brain", 1)]
    [InlineData("ca", "abc", 3)] // two by the unrestricted distance: a swap whose letters are then parted
    [InlineData("kitten", "sitting", 3)]
    [InlineData("äpfel", "ÄPFLE", 1)]
    public void Counts_insertions_deletions_replacements_and_swaps_whatever_the_case(string a, string b, int edits) => Assert.Equal(edits, EditDistance.Of(a, b));

    [Fact]
    public void Is_symmetric_zero_only_for_words_that_differ_in_case_and_what_its_definition_says() => Gen.Select(Word, Word).Sample((a, b) =>
    {
        var edits = EditDistance.Of(a, b);
        Assert.Equal(edits, EditDistance.Of(b, a));
        Assert.Equal(string.Equals(a, b, StringComparison.OrdinalIgnoreCase), edits == 0);
        Assert.Equal(Defined(a.ToUpperInvariant(), b.ToUpperInvariant(), swaps: true), edits);
    }, iter: 300);

    /// <summary>A swap is two replacements to Levenshtein's distance, which keeps the triangle inequality.</summary>
    [Fact]
    public void Lies_between_half_of_Levenshteins_distance_and_that_distance_and_below_any_way_by_a_third_word() => Gen.Select(Word, Word, Word).Sample((a, b, c) =>
    {
        int Levenshtein(string from, string to) => Defined(from.ToUpperInvariant(), to.ToUpperInvariant(), swaps: false);
        Assert.InRange(EditDistance.Of(a, c), (Levenshtein(a, c) + 1) / 2, Levenshtein(a, c));
        Assert.InRange(EditDistance.Of(a, c), 0, Levenshtein(a, b) + Levenshtein(b, c));
    }, iter: 300);

    [Fact]
    public void A_swap_of_neighbours_costs_one() => Gen.Select(Word, Gen.Int[0, 5]).Sample((word, place) =>
    {
        if (place + 1 >= word.Length)
            return;
        var letters = word.ToCharArray();
        (letters[place], letters[place + 1]) = (letters[place + 1], letters[place]);
        var swapped = new string(letters);
        Assert.Equal(string.Equals(word, swapped, StringComparison.OrdinalIgnoreCase) ? 0 : 1, EditDistance.Of(word, swapped));
    });

    /// <summary>The definition, by prefixes, without a table.</summary>
    private static int Defined(ReadOnlySpan<char> a, ReadOnlySpan<char> b, bool swaps)
    {
        if (a.Length == 0 || b.Length == 0)
            return a.Length + b.Length;
        if (a[^1] == b[^1])
            return Defined(a[..^1], b[..^1], swaps);
        var least = 1 + Math.Min(Defined(a[..^1], b[..^1], swaps), Math.Min(Defined(a[..^1], b, swaps), Defined(a, b[..^1], swaps)));
        return swaps && a.Length > 1 && b.Length > 1 && a[^1] == b[^2] && a[^2] == b[^1] ? Math.Min(least, 1 + Defined(a[..^2], b[..^2], swaps)) : least;
    }
}
