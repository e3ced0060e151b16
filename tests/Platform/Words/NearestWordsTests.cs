using Kirana.Pipelines.Words;

namespace Kirana.Tests.Platform.Words;

public sealed class NearestWordsTests
{
    private static readonly string[] s_commands = ["train", "recommend", "forecast"];

    [Theory]
    [InlineData("trian", "train")]
    [InlineData("RCOMMEND", "recommend")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void The_word_that_was_meant_is_found(string typed, string? meant) => Assert.Equal(meant, NearestWords.Nearest(typed, s_commands));

    [Fact]
    public void Of_equally_near_words_the_first_in_order_is_found() => Assert.Equal("cart", NearestWords.Nearest("carx", ["cary", "cart"]));

    [Fact]
    public void A_word_of_any_length_is_answered_at_once() => Assert.Null(NearestWords.Nearest(new string('x', 1_000_000), s_commands));

    [Fact]
    public void Words_that_begin_alike_come_first_then_titles_and_near_ones_and_no_more_than_asked_for()
    {
        (string, string)[] goods = [("TEA-22", "Chai"), ("MUG", "A mug for tea-2"), ("tea-2x", "Cup"), ("TEA-1", "Green"), ("POT", "Pot")];
        Assert.Equal(["TEA-22", "tea-2x", "MUG", "TEA-1"], NearestWords.Several("tea-2", goods, 5));
        Assert.Equal(["TEA-22", "tea-2x"], NearestWords.Several("tea-2", goods, 2));
        Assert.Equal(["TEA-22", "tea-2x", "TEA-1"], NearestWords.Several("tea-2", goods.Select(item => item.Item1), 5));
    }

    [Fact]
    public void Nothing_is_near_an_empty_word() => Assert.Empty(NearestWords.Several("", ["a", "b"], 5));
}
