using CsCheck;
using Kirana.Data.Feedback;

namespace Kirana.Tests.Foundation.Data.Feedback;

public sealed class OpinionTests
{
    [Fact]
    public void An_opinion_is_read_from_its_code() => Gen.Select(Gen.Int[0, 2], Gen.Float[-3, 100_000]).Sample((kind, value) =>
    {
        var opinion = new Opinion((OpinionKind)kind, value);
        var read = Opinion.Of(opinion.Code);
        Assert.Equal(opinion.Kind, read.Kind);
        Assert.Equal((OpinionKind)kind switch { OpinionKind.Rating => Math.Clamp(value, -1, 1), OpinionKind.Wish => 1, _ => Math.Max(0, value) }, read.Value, Math.Max(1, value) * 1e-6f);
        Assert.True(opinion.Code > 0);
    });
}
