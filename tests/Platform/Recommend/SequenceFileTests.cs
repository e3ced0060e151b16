using System.Text;
using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Pipelines.Recommend;

namespace Kirana.Tests.Platform.Recommend;

public sealed class SequenceFileTests
{
    [Fact]
    public void Lines_become_users_with_items_in_order()
    {
        var data = Read("\uFEFFanna tea milk tea\r\n\n  ben\t tea \nempty\ncarl");
        Assert.Equal(["anna", "ben", "empty", "carl"], data.Users.Ids);
        Assert.Equal(["tea", "milk"], data.Items.Ids);
        Assert.Equal([0, 1, 0], data.ItemsOf(0).ToArray());
        Assert.Equal([0L, 1, 2], data.TimesOf(0).ToArray());
        Assert.Equal(0, data.ItemsOf(3).Length);
    }

    [Fact]
    public void A_user_on_two_lines_has_them_one_after_another() =>
        Assert.Equal([0, 1, 2], Read("a x y\nb x\na z").ItemsOf(0).ToArray());

    [Fact]
    public void A_later_line_is_newer() =>
        Assert.Equal([2L, 3], Read("a x y\nb x z").TimesOf(1).ToArray());

    [Fact]
    public void Ids_across_blocks_of_the_stream_stay_whole()
    {
        var text = string.Join('\n', Enumerable.Range(0, 20_000).Select(user => $"user-{user} item-{user % 777} ☕{user % 10}"));
        var data = Read(text);
        Assert.Equal(20_000, data.Users.Count);
        Assert.Equal(787, data.Items.Count);
    }

    [Theory]
    [InlineData("", "empty-file", null)]
    [InlineData("only\nusers\n", "empty-file", null)]
    [InlineData("a b\nc \0d", "bad-encoding", 2L)]
    public void A_file_that_is_no_such_file_is_refused(string text, string code, long? row)
    {
        var error = Assert.Throws<DataException>(() => Read(text));
        Assert.Equal((code, row, "f"), (error.Code, error.Row, error.File));
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void Broken_UTF8_is_refused_with_its_line()
    {
        var error = Assert.Throws<DataException>(() => Read([.. "a b\nc "u8, 0xFF, 0xFE]));
        Assert.Equal(("bad-encoding", 2L), (error.Code, error.Row));
    }

    [Fact]
    public void An_id_of_300_bytes_is_refused() =>
        Assert.Equal("id-too-long", Assert.Throws<DataException>(() => Read("a " + new string('x', 300))).Code);

    [Fact]
    public void A_line_without_an_end_is_refused_before_memory_ends() =>
        Assert.Equal("line-too-long", Assert.Throws<DataException>(() => Read("a" + string.Concat(Enumerable.Repeat(" x", 1_000_001)))).Code);

    [Fact]
    public void A_directory_and_an_absent_file_are_named()
    {
        Assert.Equal("unreadable-file", Assert.Throws<DataException>(() => SequenceFile.Read(AppContext.BaseDirectory, new IdMap(), new IdMap())).Code);
        Assert.Equal("no-such-file", Assert.Throws<DataException>(() => SequenceFile.Read(Path.Combine(AppContext.BaseDirectory, "absent"), new IdMap(), new IdMap())).Code);
    }

    private static Interactions Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static Interactions Read(byte[] bytes) => SequenceFile.Read(new MemoryStream(bytes), "f", new IdMap(), new IdMap());
}
