package tintype.render.imgscalr;

/// One thing that is done to a picture.
interface Step {

    Picture apply(Picture picture);
}
