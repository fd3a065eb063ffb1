# F1.5 Training
# Draws F1.5-training.svg from F1.5-training.tsv: gnuplot F1.5-training.gp
reset
if (!exists("output")) output = 'F1.5-training.svg'
data = 'F1.5-training.tsv'
set encoding utf8
set terminal svg size 1200,733 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F1_5_training'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Training' at screen 0.01167, screen 0.96999 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.03527, screen 0.01637 to screen 0.06193, screen 0.03274 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.03527, screen 0.02456 to screen 0.06193, screen 0.02456 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.04860, screen 0.02456 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'rl_id' at screen 0.06860, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.15353, screen 0.01637 to screen 0.18020, screen 0.03274 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.15353, screen 0.02456 to screen 0.18020, screen 0.02456 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.16687, screen 0.02456 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'rl_edge' at screen 0.18687, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.27180, screen 0.01637 to screen 0.29847, screen 0.03274 front fc rgb '#c8CC79A7' fs solid noborder
set arrow from screen 0.27180, screen 0.02456 to screen 0.29847, screen 0.02456 nohead front lw 2 lc rgb '#CC79A7'
set label '' at screen 0.28513, screen 0.02456 point pt 11 ps 0.6 lc rgb '#CC79A7' front
set label 'rl_edge_again' at screen 0.30513, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.39007, screen 0.01637 to screen 0.41673, screen 0.03274 front fc rgb '#c8E69F00' fs solid noborder
set arrow from screen 0.39007, screen 0.02456 to screen 0.41673, screen 0.02456 nohead front lw 2 lc rgb '#E69F00'
set label '' at screen 0.40340, screen 0.02456 point pt 13 ps 0.6 lc rgb '#E69F00' front
set label 'rl_mix' at screen 0.42340, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.50833, screen 0.01637 to screen 0.53500, screen 0.03274 front fc rgb '#c856B4E9' fs solid noborder
set arrow from screen 0.50833, screen 0.02456 to screen 0.53500, screen 0.02456 nohead front lw 2 lc rgb '#56B4E9'
set label '' at screen 0.52167, screen 0.02456 point pt 6 ps 0.6 lc rgb '#56B4E9' front
set label 'rl_rand' at screen 0.54167, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.62660, screen 0.01637 to screen 0.65327, screen 0.03274 front fc rgb '#c8882255' fs solid noborder
set arrow from screen 0.62660, screen 0.02456 to screen 0.65327, screen 0.02456 nohead front lw 2 lc rgb '#882255'
set label '' at screen 0.63993, screen 0.02456 point pt 4 ps 0.6 lc rgb '#882255' front
set label 'rl_style' at screen 0.65993, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.74487, screen 0.01637 to screen 0.77153, screen 0.03274 front fc rgb '#c8999933' fs solid noborder
set arrow from screen 0.74487, screen 0.02456 to screen 0.77153, screen 0.02456 nohead front lw 2 lc rgb '#999933'
set label '' at screen 0.75820, screen 0.02456 point pt 8 ps 0.6 lc rgb '#999933' front
set label 'rl_sharpen' at screen 0.77820, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.86313, screen 0.01637 to screen 0.88980, screen 0.03274 front fc rgb '#c80072B2' fs solid noborder
set arrow from screen 0.86313, screen 0.02456 to screen 0.88980, screen 0.02456 nohead front lw 2 lc rgb '#0072B2' dt (9,3)
set label '' at screen 0.87647, screen 0.02456 point pt 5 ps 0.6 lc rgb '#0072B2' front
set label 'rl_hard' at screen 0.89647, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: mean reward
set lmargin at screen 0.05210; set rmargin at screen 0.32000
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:86.025]
unset logscale y; set yrange [-11.551751965167252:1.6450547241957687]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('−10' -10.0, '−5' -5.0, '0' 0.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'mean reward' at screen 0.05210, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18605, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01500, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::27 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::28::52 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::53::77 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::78::98 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::99::126 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::127::151 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::152::171 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::172::196 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::0::27 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::28::52 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::53::77 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::78::98 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::99::126 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::127::151 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::152::171 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::172::196 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::0::27 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::28::52 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::53::77 using 4:5:(sprintf('rl_edge_again: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::78::98 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::99::126 using 4:5:(sprintf('rl_rand: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::127::151 using 4:5:(sprintf('rl_style: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::152::171 using 4:5:(sprintf('rl_sharpen: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::172::196 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: loose accuracy (share)
set lmargin at screen 0.38293; set rmargin at screen 0.65333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:86.025]
unset logscale y; set yrange [0.0:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'loose accuracy (share)' at screen 0.38293, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51813, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'loose accuracy (share)' at screen 0.34833, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::197::224 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::225::249 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::250::274 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::275::295 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::296::323 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::324::348 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::349::368 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::369::393 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::197::224 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::225::249 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::250::274 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::275::295 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::296::323 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::324::348 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::349::368 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::369::393 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::197::224 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::225::249 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::250::274 using 4:5:(sprintf('rl_edge_again: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::275::295 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::296::323 using 4:5:(sprintf('rl_rand: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::324::348 using 4:5:(sprintf('rl_style: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::349::368 using 4:5:(sprintf('rl_sharpen: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::369::393 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: strict accuracy (share)
set lmargin at screen 0.71627; set rmargin at screen 0.98667
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:86.025]
unset logscale y; set yrange [0.0:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'strict accuracy (share)' at screen 0.71627, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.85147, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'strict accuracy (share)' at screen 0.68167, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::394::421 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::422::446 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::447::471 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::472::492 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::493::520 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::521::545 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::546::565 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::566::590 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::394::421 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::422::446 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::447::471 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::472::492 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::493::520 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::521::545 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::546::565 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::566::590 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::394::421 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::422::446 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::447::471 using 4:5:(sprintf('rl_edge_again: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::472::492 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::493::520 using 4:5:(sprintf('rl_rand: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::521::545 using 4:5:(sprintf('rl_style: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::546::565 using 4:5:(sprintf('rl_sharpen: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::566::590 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: entropy (nats a token)
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:86.025]
unset logscale y; set yrange [-0.11011131625560577:0.6069130016543923]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'entropy (nats a token)' at screen 0.04960, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18480, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'entropy (nats a token)' at screen 0.01500, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::591::618 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::619::643 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::644::668 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::669::689 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::690::717 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::718::742 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::743::762 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::763::787 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::591::618 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::619::643 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::644::668 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::669::689 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::690::717 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::718::742 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::743::762 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::763::787 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::591::618 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::619::643 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::644::668 using 4:5:(sprintf('rl_edge_again: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::669::689 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::690::717 using 4:5:(sprintf('rl_rand: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::718::742 using 4:5:(sprintf('rl_style: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::743::762 using 4:5:(sprintf('rl_sharpen: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::763::787 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 5: length (tokens)
set lmargin at screen 0.37973; set rmargin at screen 0.65333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:86.025]
unset logscale y; set yrange [-4.333959657345215:62.61963972374934]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'length (tokens)' at screen 0.37973, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51653, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'length (tokens)' at screen 0.34833, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::788::815 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::816::840 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::841::865 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::866::886 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::887::914 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::915::939 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::940::959 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::960::984 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::788::815 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::816::840 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::841::865 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::866::886 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::887::914 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::915::939 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::940::959 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::960::984 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::788::815 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::816::840 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::841::865 using 4:5:(sprintf('rl_edge_again: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::866::886 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::887::914 using 4:5:(sprintf('rl_rand: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::915::939 using 4:5:(sprintf('rl_style: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::940::959 using 4:5:(sprintf('rl_sharpen: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::960::984 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
