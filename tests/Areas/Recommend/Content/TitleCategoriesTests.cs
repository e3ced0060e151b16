using Kirana.Recommend.Content;

namespace Kirana.Tests.Areas.Recommend.Content;

public sealed class TitleCategoriesTests
{
    private static readonly string[] Kinds = ["HOT WATER BOTTLE", "METAL SIGN", "CAKE TIN", "LUNCH BAG", "T-LIGHT HOLDERS"];

    [Fact]
    public void Puts_titles_of_one_kind_together_and_names_them_by_their_words()
    {
        var titles = Titles();
        var categories = TitleCategories.Of(titles);
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            var own = Enumerable.Range(0, titles.Length).Where(i => i % Kinds.Length == kind).Select(i => categories[i]).Distinct().ToArray();
            var category = Assert.Single(own);
            Assert.Contains(Kinds[kind].Split(' ')[^1].ToLowerInvariant(), category, StringComparison.Ordinal);
        }

        Assert.Equal(Kinds.Length, categories.Distinct().Count());
    }

    [Fact]
    public void Gives_the_same_titles_the_same_categories() => Assert.Equal(TitleCategories.Of(Titles()), TitleCategories.Of(Titles()));

    [Fact]
    public void Calls_a_title_that_shares_no_word_other() =>
        Assert.Equal(TitleCategories.Other, TitleCategories.Of([.. Titles(), "XYZZY 42", ""])[^1]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Takes_as_few_titles_as_there_are(int count) => Assert.Equal(count, TitleCategories.Of([.. Enumerable.Repeat("RED CUP", count)]).Length);

    [Theory]
    [InlineData("SET OF 6 RED BOXES", "box")]
    [InlineData("STRAWBERRIES & BERRY BUSHES", "strawberry berry bush")]
    [InlineData("WHITE HANGING T-LIGHT HOLDER'S 12CM", "hanging tealight holder")]
    [InlineData("Größe Tasse, blau", "größe tasse blau")]
    [InlineData("GLASS PIZZA DISHES", "glass pizza dish")]
    [InlineData("12 / 34 %", "")]
    public void Cuts_titles_into_words_that_say_what_a_thing_is(string title, string words) =>
        Assert.Equal(words, string.Join(' ', TitleWords.Of(title).Select(entry => entry.Word)));

    private static string[] Titles() => [.. Enumerable.Range(0, 60).Select(i => $"{(i % 2 == 0 ? "RED" : "BLUE")} {"ABCDEFGHIJKL"[i / 5]}{"MNOPQRST"[i % 8]}X {Kinds[i % 5]}")];
}
