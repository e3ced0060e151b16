using Kirana.Operate.Shops;
using Kirana.Server.Dashboard.Parts;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class AnswersTests
{
    private static readonly ShopVersion First = new(1, 1, 1);

    [Fact]
    public void A_question_is_asked_once_for_each_version_of_the_shop()
    {
        var (answers, asked) = (new Answers(), 0);
        Assert.Equal(1, answers.Get("q", First, () => ++asked));
        Assert.Equal(1, answers.Get("q", First, () => ++asked));
        Assert.Equal(2, answers.Get("q", First with { Records = 2 }, () => ++asked));
        Assert.True(answers.TryGet<int>("q", First, out var kept));
        Assert.Equal(1, kept);
        Assert.False(answers.TryGet<int>("other", First, out _));
    }

    [Fact]
    public void A_failure_is_not_kept()
    {
        var answers = new Answers();
        Assert.Throws<IOException>(() => answers.Get<int>("q", First, () => throw new IOException()));
        Assert.False(answers.TryGet<int>("q", First, out _));
        Assert.Equal(7, answers.Get("q", First, () => 7));
    }

    [Fact]
    public void Holds_a_bounded_number_of_answers()
    {
        var answers = new Answers();
        for (var i = 0; i < 1000; i++)
            answers.Get($"q{i}", First, () => i);
        Assert.False(answers.TryGet<int>("q0", First, out _));
        Assert.True(answers.TryGet<int>("q999", First, out _));
    }
}
