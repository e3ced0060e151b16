using Kirana.Numerics.Memory;

namespace Kirana.Tests.Foundation.Numerics.Memory;

public sealed class ScratchFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kirana-scratch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_written_is_read_and_mapped()
    {
        using var file = new ScratchFile(_folder);
        file.Write(8, [1, 0, 0, 0, 2, 0, 0, 0]);
        file.Write(0, [3, 0, 0, 0, 4, 0, 0, 0]);

        var read = new byte[4];
        file.Read(8, read);
        Assert.Equal([1, 0, 0, 0], read);
        using var view = file.Map<int>(4, 3);
        Assert.Equal([4, 1, 2], view.Span.ToArray());
        Assert.Equal([4, 1, 2], view.Memory.ToArray());
        file.Write(4, [9, 0, 0, 0]);
        Assert.Equal(9, view.Span[0]);
        Assert.Throws<EndOfStreamException>(() => file.Read(14, read));
    }

    [Fact]
    public void A_file_of_known_length_is_zeros()
    {
        using var file = new ScratchFile(_folder, 10_000);
        using var view = file.Map<byte>(0, 10_000);

        Assert.Equal(-1, view.Span.IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Nothing_is_left()
    {
        using (var file = new ScratchFile(_folder, 100))
            file.Write(0, [1]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_view_cannot_be_used_after_its_end()
    {
        using var file = new ScratchFile(_folder, 100);
        var view = file.Map<byte>(0, 100);
        view.Dispose();
        view.Dispose();

        Assert.Throws<ObjectDisposedException>(() => view.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => view.Pin());
    }

    [Fact]
    public void Says_at_once_when_the_disk_has_no_such_room()
    {
        Assert.Throws<IOException>(() => new ScratchFile(_folder, 1L << 55));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }
}
